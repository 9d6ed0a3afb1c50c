package lms.quizzes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  private static Attempt started(QuizSettings settings, @Nullable Instant submittedAt) {
    Instant deadline = new Timing(settings, Allowance.NONE).deadline(START, 0);
    return new Attempt(1, 1, 1, 1, 0, 42, START, deadline, 0, submittedAt, null, null, null, 0, "");
  }

  @Test
  void isOverdueOnlyAfterDeadlineAndGrace() {
    var settings = QuizExamples.settings(60, 10);
    var attempt = started(settings, null);
    assertThat(attempt.deadlineAt()).isEqualTo(START.plusSeconds(60));
    assertThat(attempt.overdue(settings, START.plusSeconds(60))).isFalse();
    assertThat(attempt.overdue(settings, START.plusSeconds(70))).isFalse();
    assertThat(attempt.overdue(settings, START.plusSeconds(70).plusMillis(1))).isTrue();
  }

  @Test
  void isNeverOverdueOnceSubmitted() {
    var settings = QuizExamples.settings(60, 10);
    var attempt = started(settings, START.plusSeconds(5));
    assertThat(attempt.overdue(settings, START.plusSeconds(1_000))).isFalse();
  }

  @Test
  void isNeverOverdueWithoutTimeLimit() {
    var settings = QuizExamples.settings(null, 0);
    assertThat(started(settings, null).overdue(settings, START.plusSeconds(1_000_000))).isFalse();
  }
}
