package lms.notifications;

import java.time.Instant;

/**
 * One line of news for a learner.
 *
 * @param title in the reader's language, where it is the platform that speaks
 */
public record Notification(
    long id, String kind, String title, String link, Instant createdAt, boolean read) {}
