package loadtests.plan;

import java.util.SplittableRandom;

/** Independent random streams from one seed: the same (seed, purpose, index), the same stream. */
public final class Seeds {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** The stream of the {@code index}-th thing of {@code purpose} in a run seeded {@code seed}. */
  public static SplittableRandom stream(long seed, String purpose, long index) {
    long mixed = mix(seed + GOLDEN_GAMMA * (purpose.hashCode() + 1L));
    return new SplittableRandom(mix(mixed + GOLDEN_GAMMA * (index + 1)));
  }

  /** The finaliser of MurmurHash3 in Stafford's variant 13, as in {@link SplittableRandom}. */
  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
