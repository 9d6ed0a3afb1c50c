package chaos.experiment;

import java.time.Duration;
import reports.run.Experiment.Limits;

/**
 * What is expected of a fault, and how long everything takes that has to be seen of it.
 *
 * @param seconds how long it lasts; of one that is over when it is injected, with that
 * @param repairSeconds how long after that it may take until all is as before: a process has to
 *     start, a connection to be led back
 * @param failedPercentMax of all requests of the measured phase
 * @param recoverySecondsMax after the repair, until the service is as before
 * @param clause what holds meanwhile
 */
record Expectation(
    int seconds,
    int repairSeconds,
    double failedPercentMax,
    double recoverySecondsMax,
    String clause) {
  /** Before the fault. */
  static final Duration CALM = Duration.ofSeconds(3);

  /** How long the service has to stay as before to count as recovered. */
  static final int STEADY_SECONDS = 3;

  /** Undone by a word to a kernel or a proxy. */
  static final int AT_ONCE = 1;

  /** In a cluster, where it is Kubernetes that notices, waits and starts. */
  private static final int CLUSTER_REPAIR_SECONDS = 30;

  private static final int CLUSTER_RECOVERY_SECONDS = 15;

  /** How long a load has to go on after the planned end of the fault. */
  Duration rest() {
    return rest(recoverySecondsMax);
  }

  /** The same where another time is allowed for the recovery. */
  Duration rest(double recoverySeconds) {
    long recovery = (long) Math.ceil(recoverySeconds);
    return Duration.ofSeconds(repairSeconds + recovery + STEADY_SECONDS);
  }

  /** How long the measured phase has to be with a calm before. */
  Duration phase() {
    return CALM.plusSeconds(seconds).plus(rest());
  }

  Limits limits(int partsMax) {
    return new Limits(failedPercentMax, recoverySecondsMax, STEADY_SECONDS, partsMax);
  }

  /** The same in a cluster, where what has to be started again takes longer. */
  Expectation inCluster() {
    return repairSeconds <= AT_ONCE
        ? this
        : new Expectation(
            seconds,
            Math.max(repairSeconds, CLUSTER_REPAIR_SECONDS),
            failedPercentMax,
            Math.max(recoverySecondsMax, CLUSTER_RECOVERY_SECONDS),
            clause);
  }

  Expectation lasting(int otherSeconds) {
    return new Expectation(
        otherSeconds, repairSeconds, failedPercentMax, recoverySecondsMax, clause);
  }
}
