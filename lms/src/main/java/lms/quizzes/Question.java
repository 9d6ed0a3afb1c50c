package lms.quizzes;

import java.util.List;

/**
 * One question of a quiz with its key. It never leaves the platform as it is: learners get no key.
 *
 * @param options in the author's order; empty where the learner writes the answer
 * @param correct single: an option's id; multiple: ids, comma separated; numeric: a decimal; text:
 *     the accepted answers, one a line
 * @param tolerance the largest accepted difference of a numeric answer
 * @param points what a right answer is worth, at least 0
 */
record Question(
    long id,
    int position,
    QuestionKind kind,
    String prompt,
    List<Option> options,
    String correct,
    double tolerance,
    int points) {
  Question {
    options = List.copyOf(options);
  }

  /** One choice of a question; the id is unique in its question. */
  record Option(String id, String text) {}

  boolean hasOption(String id) {
    return options.stream().anyMatch(option -> option.id().equals(id));
  }
}
