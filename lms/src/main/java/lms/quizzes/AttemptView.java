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
 * @param submittedAt null while the attempt is open, as are the scores
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
    List<SavedAnswer> answers) {
  /** A question as it is asked. */
  record Asked(long id, String kind, String prompt, int points, List<Question.Option> options) {}

  static AttemptView of(Quiz quiz, Attempt attempt, Collection<SavedAnswer> answers) {
    var shuffle = new Shuffle(quiz, attempt.shuffleSeed());
    return new AttemptView(
        attempt.id(),
        quiz.id(),
        quiz.title(),
        attempt.number(),
        attempt.startedAt(),
        attempt.deadlineAt(),
        attempt.submittedAt(),
        attempt.score(),
        attempt.maxScore(),
        shuffle.questions(quiz).stream().map(question -> asked(shuffle, question)).toList(),
        answers.stream().sorted(Comparator.comparingLong(SavedAnswer::questionId)).toList());
  }

  private static Asked asked(Shuffle shuffle, Question question) {
    return new Asked(
        question.id(),
        question.kind().word(),
        question.prompt(),
        question.points(),
        shuffle.options(question));
  }

  /** The saved value of a question, or the empty text. */
  String value(long questionId) {
    return answers.stream()
        .filter(answer -> answer.questionId() == questionId)
        .map(SavedAnswer::value)
        .findFirst()
        .orElse("");
  }

  /** A sequence number above all that were used. */
  long nextSequence() {
    return answers.stream().mapToLong(SavedAnswer::sequence).max().orElse(0) + 1;
  }
}
