package lms.learning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The courses that somebody takes, the newest first.
 *
 * @param resume where the learner was last, or null before anything was begun
 * @param next the enrolment behind which the list goes on, or null at its end
 */
public record Learning(
    long userId, @Nullable Resume resume, List<Taken> courses, @Nullable Long next) {
  /** Copies its list. */
  public Learning {
    courses = List.copyOf(courses);
  }

  /**
   * A course that is taken.
   *
   * @param done lessons that are done, of {@code lessons}
   * @param nextLesson the first one that is open and not done, or null where there is none
   * @param certificate its code, or null before it is earned
   */
  public record Taken(
      long enrolmentId,
      long courseId,
      String title,
      String summary,
      int done,
      int lessons,
      @Nullable Long nextLesson,
      @Nullable String certificate) {
    /** The share that is done, from 0 to 1. */
    public double share() {
      return lessons == 0 ? 0 : (double) done / lessons;
    }
  }

  /**
   * The lesson to go on with: the last one that was worked at, or the one after it that is open.
   *
   * @param seconds where the learner was last in its video, 0 where it was not begun
   */
  public record Resume(
      long lessonId, String title, long courseId, String courseTitle, int seconds) {}
}
