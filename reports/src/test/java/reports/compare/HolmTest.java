package reports.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import reports.compare.Holm.Member;
import reports.statistics.Histogram;
import reports.statistics.Interval;
import reports.statistics.MeasuredFigure;
import reports.statistics.Samples;

class HolmTest {
  @Test
  void decidesAsHolmsOrderedProbabilitiesDo() {
    int beyondTheFirstStep = 0;
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Member> members = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        double slowness = 1 + 0.05 * random.nextInt(6);
        members.add(member("kind " + i, figure(random, 1), figure(random, slowness)));
      }
      Set<String> decided = new HashSet<>();
      Set<String> atOnce = new HashSet<>();
      for (Difference each : new Holm(members).decide()) {
        if (each.outcome() instanceof Outcome.Worse || each.outcome() instanceof Outcome.Better) {
          decided.add(each.kind());
          if (beyond(each.interval(), each.smallestThatMatters())) {
            atOnce.add(each.kind());
          }
        }
      }
      assertThat(decided).as("seed %d", seed).isEqualTo(byProbabilities(members));
      beyondTheFirstStep += decided.size() - atOnce.size();
    }
    // Or the later steps were never tried.
    assertThat(beyondTheFirstStep).isPositive();
  }

  /** The procedure as its author wrote it: from the smallest probability up to the first miss. */
  private static Set<String> byProbabilities(List<Member> members) {
    List<Member> ordered = new ArrayList<>(members);
    ordered.sort(Comparator.comparingDouble(HolmTest::probability));
    Set<String> rejected = new HashSet<>();
    for (int k = 0; k < ordered.size(); k++) {
      if (probability(ordered.get(k)) > 0.05 / (ordered.size() - k)) {
        break;
      }
      rejected.add(ordered.get(k).kind());
    }
    return rejected;
  }

  /** The smallest doubt with which the interval is beyond what matters, by bisection. */
  private static double probability(Member member) {
    double low = 1e-9;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double middle = Math.sqrt(low * high);
      if (beyond(member.interval(middle), member.smallestThatMatters())) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private static boolean beyond(Interval interval, double matters) {
    return interval.lower() > matters || interval.upper() < -matters;
  }

  private static Member member(String kind, MeasuredFigure before, MeasuredFigure after) {
    return new Member("phase", kind, Metric.P50, Figures.of(before, after, 1), true);
  }

  private static MeasuredFigure figure(SplittableRandom random, double slowness) {
    List<Samples.Second> seconds = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int[] millis = new int[40];
      for (int j = 0; j < millis.length; j++) {
        millis[j] = (int) (slowness * (200 + random.nextInt(200)));
      }
      seconds.add(new Samples.Second(Histogram.of(millis), Histogram.EMPTY));
    }
    return MeasuredFigure.percentile(new Samples(seconds), 0.5, 1);
  }
}
