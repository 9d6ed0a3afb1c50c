package chaos.undo;

import environments.ProcessStat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Signals to a process that is named by number and start time, so that no other gets one. */
final class Signals {
  private static final long LOOK_MILLIS = 10;
  private static final long EFFECT_SECONDS_MAX = 10;

  private Signals() {}

  /** The process, where it has not ended; one that nobody waited for has. */
  static Optional<ProcessStat> find(long pid, long startTime) {
    return ProcessStat.read(pid)
        .filter(found -> found.startTicks() == startTime && found.state() != 'Z')
        .filter(found -> found.state() != 'X');
  }

  /** Whether it is stopped, by a signal or by a debugger. */
  static boolean isStopped(ProcessStat process) {
    return process.state() == 'T' || process.state() == 't';
  }

  static void letGoOn(long pid, long startTime) throws UndoFailed, InterruptedException {
    send("CONT", pid, startTime, Signals::isStopped);
  }

  static void end(long pid, long startTime) throws UndoFailed, InterruptedException {
    send("KILL", pid, startTime, _ -> true);
  }

  /** Sends a signal to a process that needs it, and waits until it doesn't any more. */
  private static void send(String signal, long pid, long startTime, Predicate<ProcessStat> needed)
      throws UndoFailed, InterruptedException {
    if (find(pid, startTime).filter(needed).isEmpty()) {
      return;
    }
    var command = List.of("sh", "-c", "kill -s \"$1\" \"$2\"", "kill", signal, Long.toString(pid));
    Commands.Result sent = Commands.run(command);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(EFFECT_SECONDS_MAX);
    while (find(pid, startTime).filter(needed).isPresent()) {
      if (!sent.succeeded()) {
        throw new UndoFailed("SIG%s can't be sent: %s".formatted(signal, sent.reason()));
      }
      if (System.nanoTime() > end) {
        throw new UndoFailed(
            "process %d did not take SIG%s within %d s".formatted(pid, signal, EFFECT_SECONDS_MAX));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }
}
