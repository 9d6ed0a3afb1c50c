package chaos.selftest;

import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file as a control group has it, with a quota that is lowered. */
final class LoweredQuota implements Mechanism {
  private static final String WHOLE = "100000";

  @Override
  public String name() {
    return "write-file";
  }

  @Override
  public Target make(Path folder) throws IOException {
    return new FileTarget(Files.writeString(folder.resolve("cpu.cfs_quota_us"), WHOLE), WHOLE);
  }

  @Override
  public void breakIt(String target) throws UndoFailed {
    try {
      Files.writeString(Path.of(target), "20000");
    } catch (IOException e) {
      throw new UndoFailed("the quota can't be lowered", e);
    }
  }

  @Override
  public Undo undo(String target) {
    return new Undo.WriteFile(Path.of(target), WHOLE);
  }
}
