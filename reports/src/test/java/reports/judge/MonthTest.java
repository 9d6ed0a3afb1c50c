package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import reports.statistics.Histogram;
import reports.statistics.Samples;
import reports.statistics.Samples.Second;

/** Runs of known length and down time. */
class MonthTest {
  private static final Second UP = new Second(Histogram.of(5, 6), Histogram.of(7));
  private static final Second DOWN = new Second(Histogram.EMPTY, Histogram.of(10_000));
  private static final int HOUR = 3600;

  private final BareEvidence evidence = new BareEvidence();

  @Test
  void anHourWithoutAFaultProvesNothingAndSaysWhatIsMissing() {
    Verdict verdict = judged(HOUR, 0);
    assertThat(verdict).isInstanceOf(Verdict.NotProven.class);
    assertThat(verdict.reason())
        .isEqualTo(
            "A month has 730 hours and this run watched 1: 729 more hours of probes are missing,"
                + " and no hour of load stands for them. In 0 of its 3,600 seconds nothing was"
                + " answered; 99.9 % of a month leaves 2,628.");
  }

  @Test
  void downForAsLongAsAMonthMayBeIsOpenAndASecondMoreRefutes() {
    assertThat(judged(HOUR, 2628)).isInstanceOf(Verdict.NotProven.class);
    assertThat(judged(HOUR, 2629)).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void aGeneratorThatDidNotRecordItselfRefutesNothing() {
    evidence.unrecorded = HOUR / 10;
    assertThat(judged(HOUR, 2629)).isInstanceOf(Verdict.Refuted.class);
    evidence.unrecorded = HOUR / 10 + 1;
    assertThat(judged(HOUR, 2629)).isInstanceOf(Verdict.Invalid.class);
  }

  @Test
  void aSecondInWhichNobodyAskedIsNotDown() {
    List<Second> seconds = new ArrayList<>(Collections.nCopies(HOUR, Second.EMPTY));
    seconds.set(0, UP);
    assertThat(judged(seconds)).isInstanceOf(Verdict.NotProven.class);
  }

  @Test
  void aRunThatMeasuredNothingWholeProvesNothing() {
    evidence.complete = false;
    assertThat(judged(HOUR, 3000).reason())
        .isEqualTo("The run measured no phase whole, so nothing was watched.");
  }

  private Verdict judged(int seconds, int down) {
    List<Second> all = new ArrayList<>();
    for (int second = 0; second < seconds; second++) {
      all.add(second < down ? DOWN : UP);
    }
    return judged(all);
  }

  private Verdict judged(List<Second> seconds) {
    evidence.phase = "rate";
    evidence.seconds = seconds.size();
    evidence.samples.put("lesson page", new Samples(seconds));
    return new Month(evidence.of(), BareEvidence.claim("availability-month")).verdict();
  }
}
