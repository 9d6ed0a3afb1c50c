package lms.announcements;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a teacher told a course; {@code html} is safe.
 *
 * @param editedAt when it was last changed, or null where it is as it was announced
 */
public record Announcement(
    long id, String title, String html, String author, Instant at, @Nullable Instant editedAt) {}
