package lms.discussion;

import java.time.Instant;

/**
 * A thread as the teachers of its course see it among all others.
 *
 * @param lesson the title of the lesson that it is about
 * @param html what it begins with, rendered and safe
 * @param replies those that are not deleted
 * @param answered whether a reply is marked as the answer
 */
public record CourseThread(
    long id,
    long lessonId,
    String lesson,
    String userName,
    String html,
    Instant createdAt,
    int replies,
    boolean answered) {}
