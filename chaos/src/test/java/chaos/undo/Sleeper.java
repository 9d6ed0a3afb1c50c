package chaos.undo;

import environments.ProcessStat;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that does nothing, to be stopped and ended by tests; gone when it is closed. */
record Sleeper(Process process, long startTime) implements AutoCloseable {
  static Sleeper start() throws IOException {
    Process process = new ProcessBuilder("sleep", "600").start();
    return new Sleeper(process, ProcessStat.read(process.pid()).orElseThrow().startTicks());
  }

  long pid() {
    return process.pid();
  }

  char state() {
    return ProcessStat.read(pid()).orElseThrow().state();
  }

  /** Stops it, and returns when it is stopped. */
  Sleeper stopped() throws Exception {
    Commands.run(List.of("kill", "-STOP", Long.toString(pid())));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (state() != 'T') {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("process " + pid() + " was not stopped within 10 s");
      }
      Thread.onSpinWait();
    }
    return this;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
