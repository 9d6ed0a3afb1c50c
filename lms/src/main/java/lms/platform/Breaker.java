package lms.platform;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps callers from waiting for what does not answer: after {@value #FAILURES_MAX} failures in a
 * row everybody is turned away at once, but one caller a second, who finds out whether it answers
 * again. Thread-safe.
 */
final class Breaker {
  static final int FAILURES_MAX = 5;
  static final long PAUSE_NANOS = 1_000_000_000;

  private final LongSupplier nanos;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong nextTry = new AtomicLong();

  Breaker() {
    this(System::nanoTime);
  }

  Breaker(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether this caller may try; while it is open, one in a second may. */
  boolean allows() {
    if (!isOpen()) {
      return true;
    }
    long now = nanos.getAsLong();
    long next = nextTry.get();
    return now - next >= 0 && nextTry.compareAndSet(next, now + PAUSE_NANOS);
  }

  /** It answers. */
  void succeeded() {
    // Not written by every caller: they would fight for the line of memory.
    if (failures.get() != 0) {
      failures.set(0);
    }
  }

  /** It does not answer. */
  void failed() {
    if (failures.incrementAndGet() == FAILURES_MAX) {
      nextTry.set(nanos.getAsLong() + PAUSE_NANOS);
    }
  }

  /** Whether callers are turned away. */
  boolean isOpen() {
    return failures.get() >= FAILURES_MAX;
  }
}
