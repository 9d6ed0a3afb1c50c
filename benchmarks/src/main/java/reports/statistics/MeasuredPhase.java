package reports.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The samples of a phase as the default run has it: 500 requests a second for a minute. */
final class MeasuredPhase {
  static final int SECONDS = 60;
  static final int REQUESTS_PER_SECOND = 500;

  private MeasuredPhase() {}

  /** Response times of one second, log-normal around 12 ms, unsorted. */
  static int[] second(SplittableRandom random) {
    int[] millis = new int[REQUESTS_PER_SECOND];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = (int) (12 * Math.exp(0.7 * random.nextGaussian()));
    }
    return millis;
  }

  /** One request in a thousand failed. */
  static Samples samples() {
    SplittableRandom random = new SplittableRandom(1);
    List<Samples.Second> seconds = new ArrayList<>();
    for (int i = 0; i < SECONDS; i++) {
      Histogram failures = i % 2 == 0 ? Histogram.of(30) : Histogram.EMPTY;
      seconds.add(new Samples.Second(Histogram.of(second(random)), failures));
    }
    return new Samples(seconds);
  }
}
