package chaos.selftest;

import chaos.undo.Commands;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that is stopped and has to go on. */
final class StoppedProcess implements Mechanism {
  @Override
  public String name() {
    return "continue-process";
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
        return process.stat().filter(now -> now.state() != 'T').isPresent();
      }

      @Override
      public void close() {
        process.end();
      }
    };
  }

  @Override
  public void breakIt(String target) throws UndoFailed, InterruptedException {
    Commands.run(List.of("kill", "-STOP", Long.toString(TargetProcess.pid(target))));
  }

  @Override
  public Undo undo(String target) {
    return new Undo.ContinueProcess(TargetProcess.pid(target), TargetProcess.startTime(target));
  }
}
