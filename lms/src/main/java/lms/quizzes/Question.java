package lms.quizzes;

import java.util.List;

/**
 * One question of a quiz with its key. It never leaves the platform as it is: learners get no key.
 *
 * @param id unique in its quiz for all time: answers are kept by it
 * @param options in the author's order; empty where the learner writes the answer
 * @param correct single: an option's id; multiple: ids, comma separated; numeric: a decimal; text:
 *     the accepted answers, one a line; essay: what markers look for, or nothing
 * @param tolerance the largest accepted difference of a numeric answer
 * @param points what a right answer is worth, at least 0
 * @param feedback what learners read in their review, or the empty text
 * @param pool from which it may be drawn, or the empty text where everybody gets it
 */
public record Question(
    long id,
    int position,
    QuestionKind kind,
    String prompt,
    List<Option> options,
    String correct,
    double tolerance,
    int points,
    String feedback,
    String pool) {
  /** Copies the options. */
  public Question {
    options = List.copyOf(options);
  }

  /** One choice of a question; the id is unique in its question. */
  public record Option(String id, String text) {}

  /** As it was asked, graded as {@code newer} says; unchanged where that is another kind. */
  Question corrected(Question newer) {
    return newer.kind != kind
        ? this
        : new Question(
            id,
            position,
            kind,
            prompt,
            options,
            newer.correct,
            newer.tolerance,
            newer.points,
            newer.feedback,
            pool);
  }
}
