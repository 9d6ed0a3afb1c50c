package chaos.selftest;

import chaos.undo.Undo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process of a fault's own, which does harm as long as it runs: whole is where it has ended. */
final class HelperProcess implements Mechanism {
  @Override
  public String name() {
    return "end-process";
  }

  @Override
  public Target make(Path folder) throws IOException {
    TargetProcess process = TargetProcess.start(List.of("sleep", "600"));
    return new Target() {
      @Override
      public String name() {
        return process.name();
      }

      @Override
      public boolean isWhole() {
        return process.stat().isEmpty();
      }

      @Override
      public void close() {
        process.end();
      }
    };
  }

  @Override
  public void breakIt(String target) {
    // It runs already, as a journal must name it before it does harm.
  }

  @Override
  public Undo undo(String target) {
    return new Undo.EndProcess(TargetProcess.pid(target), TargetProcess.startTime(target));
  }
}
