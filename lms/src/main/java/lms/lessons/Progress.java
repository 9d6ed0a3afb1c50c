package lms.lessons;

import java.util.Map;
import java.util.Set;

/**
 * What a learner has done in a course.
 *
 * @param done ids of completed lessons
 * @param seconds the position in each video that was begun, by lesson id
 */
public record Progress(Set<Long> done, Map<Long, Integer> seconds) {
  /** The position in the video of a lesson, 0 where it was not begun. */
  public int seconds(long lessonId) {
    return seconds.getOrDefault(lessonId, 0);
  }
}
