package lms.quizzes;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A quiz with its questions in the author's order.
 *
 * @param timeLimitSeconds null where time is unlimited
 * @param graceSeconds how long after the deadline answers are still accepted
 * @param attemptLimit null where learners may try as often as they like
 * @param passPercent the share of the points from which on an attempt passes
 */
record Quiz(
    long id,
    long courseId,
    String title,
    @Nullable Integer timeLimitSeconds,
    int graceSeconds,
    @Nullable Integer attemptLimit,
    boolean shuffled,
    int passPercent,
    List<Question> questions) {
  Quiz {
    questions = List.copyOf(questions);
  }

  Quiz with(List<Question> others) {
    return new Quiz(
        id,
        courseId,
        title,
        timeLimitSeconds,
        graceSeconds,
        attemptLimit,
        shuffled,
        passPercent,
        others);
  }

  double maxScore() {
    return questions.stream().mapToInt(Question::points).sum();
  }

  Optional<Question> question(long id) {
    return questions.stream().filter(question -> question.id() == id).findFirst();
  }

  boolean passes(double score) {
    return score * 100 >= maxScore() * passPercent;
  }
}
