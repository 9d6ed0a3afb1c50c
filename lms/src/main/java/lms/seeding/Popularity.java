package lms.seeding;

import java.util.Arrays;

/**
 * How sought after courses are: the k-th most popular of them is chosen in proportion to 1/k^0.8
 * (Zipf's law, a little flatter than in the plain), so that the first tenth gets about half of all
 * enrolments and the last still gets some.
 */
final class Popularity {
  private static final double EXPONENT = 0.8;

  private final double[] cumulated;

  Popularity(int courses) {
    this.cumulated = new double[courses];
    double sum = 0;
    for (int i = 0; i < courses; i++) {
      sum += Math.pow(i + 1.0, -EXPONENT);
      cumulated[i] = sum;
    }
  }

  /** A course's index. Multiplied by a number without common divisor, so popular ones lie apart. */
  int choose(SeedRandom random) {
    double at = random.fraction() * cumulated[cumulated.length - 1];
    int found = Arrays.binarySearch(cumulated, at);
    int rank = Math.min(found < 0 ? -found - 1 : found, cumulated.length - 1);
    return (int) (rank * 7L % cumulated.length);
  }
}
