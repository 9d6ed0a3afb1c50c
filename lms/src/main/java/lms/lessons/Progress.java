package lms.lessons;

import java.util.Map;
import java.util.Set;

/**
 * What a learner has done in a course.
 *
 * @param done ids of completed lessons
 * @param videos how much was watched of each video that was begun, by lesson id
 */
public record Progress(Set<Long> done, Map<Long, Watched> videos) {
  /** How much was watched of the video of a lesson. */
  public Watched watched(long lessonId) {
    return videos.getOrDefault(lessonId, Watched.NOTHING);
  }
}
