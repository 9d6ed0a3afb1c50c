package environments;

/**
 * What a pod in a cluster requests and may use.
 *
 * @param cpuRequestMillis thousandths of a CPU that the scheduler keeps for it, and that an
 *     autoscaler's percentages are of; 1 to the limit
 * @param cpuLimitMillis thousandths of a CPU that it gets at most
 * @param memoryRequestMiB memory that the scheduler keeps for it; 1 to the limit
 * @param memoryLimitMiB memory above which it is killed
 */
public record PodSize(
    int cpuRequestMillis, int cpuLimitMillis, int memoryRequestMiB, int memoryLimitMiB) {
  /** The pod that claims about one pod are about: 1 CPU and 768 MiB, all of it kept. */
  public static final PodSize STANDARD =
      new PodSize(1000, 1000, Platform.POD_MEMORY_MIB, Platform.POD_MEMORY_MIB);

  /**
   * A pod of which 20 fit on a laptop: 50 millicores kept, and a CPU allowed, so that a JVM starts
   * in seconds.
   */
  public static final PodSize SMALL = new PodSize(50, 1000, 384, Platform.POD_MEMORY_MIB);

  public PodSize {
    if (cpuRequestMillis < 1 || cpuRequestMillis > cpuLimitMillis) {
      throw new IllegalArgumentException(
          "a pod's CPU request must be from 1 to its limit, %d millicores, not %d"
              .formatted(cpuLimitMillis, cpuRequestMillis));
    }
    if (memoryRequestMiB < 1 || memoryRequestMiB > memoryLimitMiB) {
      throw new IllegalArgumentException(
          "a pod's memory request must be from 1 to its limit, %d MiB, not %d"
              .formatted(memoryLimitMiB, memoryRequestMiB));
    }
  }

  /** Whether the scheduler keeps for it all that it may use. */
  boolean isGuaranteed() {
    return cpuRequestMillis == cpuLimitMillis && memoryRequestMiB == memoryLimitMiB;
  }
}
