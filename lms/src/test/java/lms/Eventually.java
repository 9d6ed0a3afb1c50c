package lms;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what takes a while, with an end. */
final class Eventually {
  private static final Duration STEP = Duration.ofMillis(20);

  private Eventually() {}

  /** Waits until {@code condition} holds; an error with {@code otherwise} if it never does. */
  static void within(long seconds, BooleanSupplier condition, Supplier<String> otherwise) {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(otherwise.get());
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }
}
