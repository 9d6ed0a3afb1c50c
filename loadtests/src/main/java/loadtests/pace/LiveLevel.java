package loadtests.pace;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import loadtests.plan.Phase;
import org.HdrHistogram.Recorder;

/**
 * What is known of one step of a breakpoint run while it runs: enough to stop, not to judge; the
 * judge has the raw samples. Thread-safe.
 */
public final class LiveLevel {
  static final long P99_MILLIS_LIMIT = 1_000;
  static final double ERROR_SHARE_LIMIT = 0.001;
  static final double SENT_SHARE_LIMIT = 0.99;
  private static final int SIGNIFICANT_DIGITS = 2;
  private static final long HIGHEST_MILLIS = 60_000;

  private final Phase phase;
  private final Recorder millis = new Recorder(HIGHEST_MILLIS, SIGNIFICANT_DIGITS);
  private final LongAdder sent = new LongAdder();
  private final LongAdder failed = new LongAdder();

  public LiveLevel(Phase phase) {
    this.phase = phase;
  }

  /** A request of this step was answered, or failed, after so many milliseconds. */
  public void responded(long tookMillis, boolean ok) {
    sent.increment();
    if (!ok) {
      failed.increment();
    }
    millis.recordValue(Math.clamp(tookMillis, 0, HIGHEST_MILLIS));
  }

  /** Why this step is broken, once it is over; empty where it held. To be called once. */
  public Optional<String> broken() {
    long answered = sent.sum();
    if (answered < phase.requests() * SENT_SHARE_LIMIT) {
      return Optional.of(
          "%s: %d of %d planned requests answered"
              .formatted(phase.name(), answered, phase.requests()));
    }
    if (failed.sum() > answered * ERROR_SHARE_LIMIT) {
      return Optional.of("%s: %d of %d failed".formatted(phase.name(), failed.sum(), answered));
    }
    long p99 = millis.getIntervalHistogram().getValueAtPercentile(99);
    return p99 >= P99_MILLIS_LIMIT
        ? Optional.of("%s: p99 is %d ms".formatted(phase.name(), p99))
        : Optional.empty();
  }
}
