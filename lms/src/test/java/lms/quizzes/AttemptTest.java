package lms.quizzes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  private static Attempt started(Quiz quiz, @Nullable Instant submittedAt) {
    return new Attempt(
        1, 1, 1, 1, 42, START, Attempt.deadline(quiz, START), submittedAt, null, null);
  }

  @Test
  void isOverdueOnlyAfterDeadlineAndGrace() {
    var quiz = QuizExamples.quiz(true, 1, 60, 10);
    var attempt = started(quiz, null);
    assertThat(attempt.deadlineAt()).isEqualTo(START.plusSeconds(60));
    assertThat(attempt.overdue(quiz, START.plusSeconds(60))).isFalse();
    assertThat(attempt.overdue(quiz, START.plusSeconds(70))).isFalse();
    assertThat(attempt.overdue(quiz, START.plusSeconds(70).plusMillis(1))).isTrue();
  }

  @Test
  void isNeverOverdueOnceSubmitted() {
    var quiz = QuizExamples.quiz(true, 1, 60, 10);
    var attempt = started(quiz, START.plusSeconds(5));
    assertThat(attempt.overdue(quiz, START.plusSeconds(1_000))).isFalse();
  }

  @Test
  void isNeverOverdueWithoutTimeLimit() {
    var quiz = QuizExamples.quiz(true, 1);
    assertThat(started(quiz, null).overdue(quiz, START.plusSeconds(1_000_000))).isFalse();
  }
}
