package reports.judge;

import java.util.Objects;
import java.util.Optional;
import reports.run.EnvironmentFacts;

/**
 * Pods that are smaller than what is promised of a pod, so that many fit on one machine. Immutable.
 *
 * @param requestMillicores thousandths of a CPU that the scheduler keeps for each
 * @param cpus CPUs that each may use where nobody else does
 */
public record SmallPods(long requestMillicores, double cpus) {
  /** Those of a run; empty where each kept what it may use, or nobody knows. */
  public static Optional<SmallPods> of(Optional<EnvironmentFacts> facts) {
    return facts
        .filter(each -> each.podCpuRequest() != null && each.podCpus() != null)
        .map(
            each ->
                new SmallPods(
                    Math.round(1000 * Objects.requireNonNull(each.podCpuRequest())),
                    Objects.requireNonNull(each.podCpus())))
        .filter(each -> each.requestMillicores < 1000 * each.cpus);
  }

  /** What they are, and what is shown by them and what is not, two sentences. */
  public String sentence() {
    return ("Each pod requests %d millicores, may use %s CPU where nobody else does, and shares"
            + " the machine's cores with other pods, the stores and the generator. That shows how"
            + " the autoscaler decides, how soon pods are ready and whether requests are lost, and"
            + " not what a pod can serve.")
        .formatted(requestMillicores, Words.number(cpus));
  }
}
