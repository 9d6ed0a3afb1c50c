package loadtests.pace;

import java.time.Duration;
import loadtests.plan.Phase;
import loadtests.plan.Plan;

/**
 * The plan laid on the clock: epoch milliseconds of phases and instants. Immutable.
 *
 * @param originMillis when the first phase begins
 */
public record Timeline(long originMillis, Plan plan) {
  /** When a phase begins. */
  public long begins(Phase phase) {
    return originMillis + phase.offset().toMillis();
  }

  /** When a phase ends. */
  public long ends(Phase phase) {
    return originMillis + phase.end().toMillis();
  }

  /** The instant of the {@code index}-th planned start of a phase. */
  public long instant(Phase phase, int index) {
    return begins(phase) + phase.schedule().orElseThrow().offsetMillis(index);
  }

  /** When signed-in learners end their day: at once where no phase is closed. */
  public long dayEnds() {
    return originMillis + plan.dayEnds().orElse(Duration.ZERO).toMillis();
  }

  /** When the last phase ends. */
  public long ends() {
    return originMillis + plan.duration().toMillis();
  }
}
