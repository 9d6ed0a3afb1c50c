package chaos.selftest;

import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of a fault's own, as one that fills a disk. */
final class FillingFile implements Mechanism {
  @Override
  public String name() {
    return "remove-file";
  }

  @Override
  public Target make(Path folder) {
    return new FileTarget(folder.resolve("filler"), "");
  }

  @Override
  public void breakIt(String target) throws UndoFailed {
    try {
      Files.write(Path.of(target), new byte[4096]);
    } catch (IOException e) {
      throw new UndoFailed("the file can't be written", e);
    }
  }

  @Override
  public Undo undo(String target) {
    return new Undo.RemoveFile(Path.of(target));
  }
}
