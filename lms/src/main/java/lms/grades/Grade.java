package lms.grades;

import org.jspecify.annotations.Nullable;

/**
 * What a learner has reached in one thing that is graded in a course: a quiz, or what a teacher
 * grades elsewhere.
 *
 * @param quizId null where it is no quiz
 * @param attempts at the quiz, open ones included
 * @param best the points of the attempt with the largest share of its points, or null before there
 *     is one and while they are hidden
 * @param maxScore what that attempt could have reached, null where there is none
 * @param passed whether the best attempt passes the quiz
 * @param pending answers that wait for marks and are not part of points and grade
 * @param hidden whether there are points that the teacher does not show, now at least
 * @param percent the grade that counts: the teacher's, else the best attempt's; null where there is
 *     none or it is hidden
 * @param given whether a teacher gave it by hand
 * @param reason why, or the empty text
 * @param weight its share of the final grade is this of the sum of all weights
 * @param certificate the code of the course's certificate, or null before it is earned
 */
public record Grade(
    long courseId,
    String courseTitle,
    @Nullable Long quizId,
    String title,
    long attempts,
    @Nullable Double best,
    @Nullable Double maxScore,
    boolean passed,
    int pending,
    boolean hidden,
    @Nullable Double percent,
    boolean given,
    String reason,
    double weight,
    @Nullable String certificate) {

  /** Whether marks may still change the grade. */
  public boolean waits() {
    return pending > 0 && !given;
  }

  /** Whether the grade that counts is one that the learner may not know. */
  boolean withheld() {
    return hidden && !given;
  }
}
