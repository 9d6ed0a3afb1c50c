package loadtests.record;

import java.util.concurrent.locks.LockSupport;

/**
 * Does something each second on a thread of its own until closed, then once more. A task that
 * throws ends the thread, with the trace on stderr: a hole in the evidence is seen by the judge.
 */
final class EverySecond implements AutoCloseable {
  private static final long PERIOD_NANOS = 1_000_000_000L;
  private static final long GRACE_MILLIS = 5_000;

  private final Runnable task;
  private final Thread clock;
  private volatile boolean closed;

  EverySecond(String name, Runnable task) {
    this.task = task;
    clock = Thread.ofPlatform().daemon().name(name).start(this::tick);
  }

  private void tick() {
    long due = System.nanoTime() + PERIOD_NANOS;
    while (!closed) {
      long left = due - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
      } else {
        task.run();
        due += PERIOD_NANOS;
      }
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    LockSupport.unpark(clock);
    try {
      clock.join(GRACE_MILLIS);
      task.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
