package lms.quizzes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimingTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private static final Instant CLOSING = START.plusSeconds(100);

  @Test
  void endsAtTheLimitOrAtTheClosingWhicheverIsFirst() {
    assertThat(timing(60, CLOSING, Allowance.NONE).deadline(START, 0))
        .isEqualTo(START.plusSeconds(60));
    assertThat(timing(60, CLOSING, Allowance.NONE).deadline(START.plusSeconds(50), 0))
        .isEqualTo(CLOSING);
    assertThat(timing(null, CLOSING, Allowance.NONE).deadline(START, 0)).isEqualTo(CLOSING);
    assertThat(timing(60, null, Allowance.NONE).deadline(START, 0))
        .isEqualTo(START.plusSeconds(60));
    assertThat(timing(null, null, Allowance.NONE).deadline(START, 0)).isNull();
    assertThat(timing(null, null, Allowance.NONE).deadline(START, 60)).isNull();
  }

  @Test
  void givesExtraTimeBeyondLimitAndClosingAndAnExtensionBeyondThat() {
    Allowance extra = new Allowance(30, 0, null, null);
    Timing timing = timing(80, CLOSING, extra);
    assertThat(timing.deadline(START, 0)).isEqualTo(START.plusSeconds(110));
    Instant end = CLOSING.plusSeconds(30);
    assertThat(timing.deadline(START.plusSeconds(50), 0)).isEqualTo(end);
    assertThat(timing.deadline(START.plusSeconds(50), 25)).isEqualTo(end.plusSeconds(25));
    assertThat(timing(null, CLOSING, extra).deadline(START, 0)).isEqualTo(end);
  }

  @Test
  void letsNobodyBeginAfterTheClosingForExtraTime() {
    Timing timing = timing(80, CLOSING, new Allowance(30, 0, null, null));
    assertThat(timing.closed(CLOSING.minusMillis(1))).isFalse();
    assertThat(timing.closed(CLOSING)).isTrue();
  }

  @Test
  void takesThePersonsOwnWindowInsteadOfTheQuizs() {
    Allowance own = new Allowance(0, 2, START.plusSeconds(10), START.plusSeconds(500));
    Timing timing = timing(600, CLOSING, own);
    assertThat(timing.deadline(START, 0)).isEqualTo(START.plusSeconds(500));
    assertThat(timing.beforeOpening(START.plusSeconds(9))).isTrue();
    assertThat(timing.beforeOpening(START.plusSeconds(10))).isFalse();
    assertThat(timing.closed(START.plusSeconds(499))).isFalse();
    assertThat(timing.closed(START.plusSeconds(500))).isTrue();
  }

  private static Timing timing(
      @org.jspecify.annotations.Nullable Integer limit,
      @org.jspecify.annotations.Nullable Instant closing,
      Allowance allowance) {
    return new Timing(QuizExamples.settings(limit, 0, null, closing), allowance);
  }
}
