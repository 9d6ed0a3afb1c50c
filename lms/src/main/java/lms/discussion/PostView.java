package lms.discussion;

import java.time.Instant;
import lms.platform.Markdown;
import org.jspecify.annotations.Nullable;

/**
 * A post as somebody sees it.
 *
 * @param html what it says, rendered and safe; empty once it is deleted
 * @param own whether the reader said it and may change it
 */
public record PostView(
    long id,
    long lessonId,
    @Nullable Long threadId,
    String userName,
    String body,
    String html,
    Instant createdAt,
    @Nullable Instant editedAt,
    boolean deleted,
    boolean answer,
    int replies,
    boolean answered,
    boolean own) {
  static PostView of(Post post, Markdown markdown, long reader) {
    return new PostView(
        post.id(),
        post.lessonId(),
        post.threadId(),
        post.userName(),
        post.body(),
        markdown.html(post.body()),
        post.createdAt(),
        post.editedAt(),
        post.deleted(),
        post.answer(),
        post.replies(),
        post.answered(),
        post.isOf(reader));
  }
}
