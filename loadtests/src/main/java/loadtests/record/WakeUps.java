package loadtests.record;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that sleeps again and again and notes how much later than asked it ran: what the machine
 * adds to every timer of the generator. Thread-safe.
 */
final class WakeUps implements AutoCloseable {
  private static final long SLEEP_NANOS = 10_000_000;
  private static final double NANOS_PER_MICROSECOND = 1_000;

  private final Tally micros = new Tally();
  private final Thread sleeper = Thread.ofPlatform().daemon().name("wake-ups").start(this::sleep);
  private volatile boolean closed;

  private void sleep() {
    while (!closed) {
      long due = System.nanoTime() + SLEEP_NANOS;
      while (System.nanoTime() < due && !closed) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      micros.add((System.nanoTime() - due) / NANOS_PER_MICROSECOND);
    }
  }

  /** Microseconds of each delay since the last call. */
  List<Double> take() {
    return micros.take();
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(sleeper);
  }
}
