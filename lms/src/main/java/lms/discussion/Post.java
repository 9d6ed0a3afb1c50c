package lms.discussion;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody said: the beginning of a thread, or a reply.
 *
 * @param threadId the post that began the thread, or null for that one
 * @param body Markdown; empty once the post is deleted
 * @param answer whether a teacher says that this reply answers the thread
 * @param replies of a thread, those that are not deleted
 * @param answered whether some reply of the thread is its answer
 */
record Post(
    long id,
    long courseId,
    long lessonId,
    @Nullable Long threadId,
    long userId,
    String userName,
    String body,
    Instant createdAt,
    @Nullable Instant editedAt,
    boolean deleted,
    boolean answer,
    int replies,
    boolean answered) {
  /** The thread that it is in. */
  long thread() {
    return threadId == null ? id : threadId;
  }

  /** Whether this person said it and may still change it. */
  boolean isOf(long person) {
    return userId == person && !deleted;
  }
}
