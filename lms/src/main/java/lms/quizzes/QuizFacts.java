package lms.quizzes;

import java.time.Instant;
import java.util.List;
import lms.platform.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A quiz before it is begun, as somebody who takes its course gets it: with what this person is
 * allowed beyond its rules.
 *
 * @param timeLimitSeconds of each attempt, the person's extra time included; null where unlimited
 * @param graceSeconds how long after it answers are still accepted
 * @param overdue what becomes of an attempt that nobody hands in: submit, grace or discard
 * @param attemptLimit null where it can be tried as often as one likes
 * @param opensAt no attempt begins before; null where it is open
 * @param closesAt no attempt begins after; null where it never closes
 * @param refusal the word of the problem with which an attempt would be refused now; null where one
 *     can begin, or waits to be gone on with
 * @param attempts one's own, the newest first
 */
record QuizFacts(
    long quizId,
    long courseId,
    String title,
    int questions,
    double points,
    int passPercent,
    @Nullable Integer timeLimitSeconds,
    int graceSeconds,
    String overdue,
    @Nullable Integer attemptLimit,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    @Nullable String refusal,
    List<Tried> attempts) {
  QuizFacts {
    attempts = List.copyOf(attempts);
  }

  /**
   * An attempt.
   *
   * @param submittedAt null while it is open
   * @param score null while it is open, does not count, or its review does not show it
   */
  record Tried(
      long attemptId,
      int number,
      Instant startedAt,
      @Nullable Instant submittedAt,
      @Nullable Double score,
      @Nullable Double maxScore,
      int pending) {
    private static Tried of(Attempt attempt, boolean scored) {
      return new Tried(
          attempt.id(),
          attempt.number(),
          attempt.startedAt(),
          attempt.submittedAt(),
          scored ? attempt.score() : null,
          scored ? attempt.maxScore() : null,
          scored ? attempt.pending() : 0);
    }
  }

  static QuizFacts of(BeforeQuiz before) {
    Quiz quiz = before.quiz();
    QuizSettings settings = quiz.settings();
    QuizContent content = before.content();
    Timing timing = before.standing().timing();
    Integer seconds = settings.timeLimitSeconds();
    int extra = before.standing().allowance().extraSeconds();
    return new QuizFacts(
        quiz.id(),
        quiz.courseId(),
        quiz.title(),
        content.size(),
        content.maxScore(),
        settings.passPercent(),
        seconds == null ? null : Integer.valueOf(seconds + extra),
        settings.graceSeconds(),
        settings.overdue().word(),
        timing.attemptLimit(),
        timing.opensAt(),
        timing.closesAt(),
        before.refusal().map(Problem::type).orElse(null),
        before.attempts().stream().map(attempt -> Tried.of(attempt, before.scored())).toList());
  }
}
