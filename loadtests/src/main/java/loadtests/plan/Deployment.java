package loadtests.plan;

import java.util.List;

/**
 * How the platform must be deployed for a profile.
 *
 * @param environments where its run makes sense; empty for everywhere
 * @param pods how many there are where nothing else is asked for
 * @param podsMax up to how many an autoscaler may go in a cluster; 0 where there is none
 * @param cpuRequestMillis thousandths of a CPU that a pod in a cluster requests; its limit is 1,000
 * @param memoryRequestMiB memory that it requests; its limit is 768 MiB
 * @param updated whether the run changes the deployment under load, beside a probe
 */
public record Deployment(
    List<String> environments,
    int pods,
    int podsMax,
    int cpuRequestMillis,
    int memoryRequestMiB,
    boolean updated) {
  /** One pod that has all of its CPU and memory to itself. */
  public static final Deployment ONE_POD = new Deployment(List.of(), 1, 0, 1_000, 768, false);

  public Deployment {
    environments = List.copyOf(environments);
  }
}
