package loadtests.calibration;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Keeps a process from its CPU for 400 ms of every two seconds, by SIGSTOP and SIGCONT. */
final class Starvation {
  static final long STOPPED_MILLIS = 400;
  static final long PERIOD_MILLIS = 2_000;

  private Starvation() {}

  /** Until the process has ended by itself. */
  static void until(Process process, long secondsMax) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(secondsMax);
    while (!process.waitFor(PERIOD_MILLIS - STOPPED_MILLIS, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the generator did not end");
      }
      signal(process, "STOP");
      try {
        TimeUnit.MILLISECONDS.sleep(STOPPED_MILLIS);
      } finally {
        signal(process, "CONT");
      }
    }
  }

  /** By the shell's own kill, which is there where no program of that name is. */
  private static void signal(Process process, String name)
      throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
  }
}
