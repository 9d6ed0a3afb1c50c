package chaos.faults;

import chaos.undo.Commands;
import chaos.undo.UndoFailed;
import environments.Part;
import environments.ProcessStat;
import java.util.List;
import java.util.Optional;

/**
 * The process that a part had when a fault was prepared, named so that no later one of that number
 * is meant.
 *
 * @param startTime field 22 of /proc/PID/stat
 */
record TargetProcess(String part, long pid, long startTime) {
  private static final TargetProcess NONE = new TargetProcess("", 0, 0);

  /** That of a part; one that has none is answered with a process that is gone. */
  static TargetProcess of(Part part) {
    long pid = part.pid().orElse(NONE.pid());
    return ProcessStat.read(pid)
        .map(stat -> new TargetProcess(part.name(), pid, stat.startTicks()))
        .orElse(new TargetProcess(part.name(), pid, 0));
  }

  /** How it is now; empty where it has ended. */
  Optional<ProcessStat> now() {
    return ProcessStat.read(pid)
        .filter(stat -> stat.startTicks() == startTime)
        .filter(stat -> stat.state() != 'Z' && stat.state() != 'X');
  }

  /**
   * Sends it a signal.
   *
   * @param name as kill(1) has it, such as {@code STOP}
   * @throws FaultFailed where it is gone, or not ours to signal
   */
  void signal(String name) throws FaultFailed, InterruptedException {
    if (now().isEmpty()) {
      throw new FaultFailed(part + " has no process that could get SIG" + name);
    }
    try {
      Commands.Result sent =
          Commands.run(
              List.of("sh", "-c", "kill -s \"$1\" \"$2\"", "kill", name, Long.toString(pid)));
      if (!sent.succeeded()) {
        throw new FaultFailed("SIG%s can't be sent to %s: %s".formatted(name, part, sent.reason()));
      }
    } catch (UndoFailed e) {
      throw new FaultFailed("SIG%s can't be sent to %s".formatted(name, part), e);
    }
  }
}
