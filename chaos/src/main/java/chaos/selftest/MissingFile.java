package chaos.selftest;

import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file that is taken away and that a command makes again. */
final class MissingFile implements Mechanism {
  private static final String CONTENT = "there\n";

  @Override
  public String name() {
    return "run-command";
  }

  @Override
  public Target make(Path folder) throws IOException {
    return new FileTarget(Files.writeString(folder.resolve("file"), CONTENT), CONTENT);
  }

  @Override
  public void breakIt(String target) throws UndoFailed {
    try {
      Files.delete(Path.of(target));
    } catch (IOException e) {
      throw new UndoFailed("the file can't be taken away", e);
    }
  }

  @Override
  public Undo undo(String target) {
    return new Undo.RunCommand(
        List.of("sh", "-c", "echo there >\"$1\"", "sh", target),
        List.of("sh", "-c", "[ -e \"$1\" ] || echo \"$1 is missing\"", "sh", target));
  }
}
