package lms.quizzes;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as its learner sees it: questions in the attempt's order, without keys.
 *
 * @param deadline null where time is unlimited
 * @param submittedAt null while the attempt is open
 * @param score null while the attempt is open, and where the learner may not know it
 * @param questions none where the attempt is submitted and the learner may not review it; the same
 *     of {@code answers}
 * @param serverTime when this was said
 * @param graceSeconds how long after the deadline answers are still accepted
 * @param overdue what happens after that: submit, grace or discard
 * @param flagged questions to look at again
 */
record AttemptView(
    long attemptId,
    long quizId,
    String title,
    int number,
    Instant startedAt,
    @Nullable Instant deadline,
    @Nullable Instant submittedAt,
    @Nullable Double score,
    @Nullable Double maxScore,
    List<Asked> questions,
    List<SavedAnswer> answers,
    Instant serverTime,
    int graceSeconds,
    String overdue,
    List<Long> flagged) {
  /** A question as it is asked. */
  record Asked(long id, String kind, String prompt, int points, List<Question.Option> options) {}

  static AttemptView open(
      Quiz quiz, Attempt attempt, Paper paper, Collection<SavedAnswer> answers, Instant now) {
    return of(quiz, attempt, paper, answers, null, now);
  }

  /** Without questions and answers while the learner may not see what came of them. */
  static AttemptView closed(
      Quiz quiz,
      Attempt attempt,
      Paper paper,
      Collection<SavedAnswer> answers,
      AttemptReview.Visible visible,
      Instant now) {
    if (!visible.now()) {
      return of(quiz, attempt, new Paper(List.of(), paper.shuffle()), List.of(), null, now);
    }
    Double score = quiz.settings().review().score() ? attempt.score() : null;
    return of(quiz, attempt, paper, answers, score, now);
  }

  private static AttemptView of(
      Quiz quiz,
      Attempt attempt,
      Paper paper,
      Collection<SavedAnswer> answers,
      @Nullable Double score,
      Instant now) {
    return new AttemptView(
        attempt.id(),
        quiz.id(),
        quiz.title(),
        attempt.number(),
        attempt.startedAt(),
        attempt.deadlineAt(),
        attempt.submittedAt(),
        score,
        attempt.maxScore(),
        paper.questions().stream().map(question -> asked(paper, question)).toList(),
        answers.stream().sorted(Comparator.comparingLong(SavedAnswer::questionId)).toList(),
        now,
        quiz.settings().graceSeconds(),
        quiz.settings().overdue().word(),
        attempt.flagged());
  }

  private static Asked asked(Paper paper, Question question) {
    return new Asked(
        question.id(),
        question.kind().word(),
        question.prompt(),
        question.points(),
        paper.options(question));
  }

  /** What is saved of a question, or null. */
  @Nullable SavedAnswer answer(long questionId) {
    return answers.stream()
        .filter(answer -> answer.questionId() == questionId)
        .findFirst()
        .orElse(null);
  }

  /**
   * A sequence number above all that were used, and no less than the milliseconds of now: of two
   * pages, wherever they are, the answer that was given later wins.
   */
  long nextSequence() {
    long used = answers.stream().mapToLong(SavedAnswer::sequence).max().orElse(0);
    return Math.max(used + 1, serverTime.toEpochMilli());
  }
}
