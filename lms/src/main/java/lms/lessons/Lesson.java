package lms.lessons;

import org.jspecify.annotations.Nullable;

/**
 * A lesson as its page needs it.
 *
 * @param html the body, rendered and safe
 * @param videoSeconds the length of its video, or null where it has none
 * @param token the random word that proves a page to be this lesson's
 */
public record Lesson(
    long id,
    long courseId,
    String title,
    String html,
    @Nullable Integer videoSeconds,
    String token) {}
