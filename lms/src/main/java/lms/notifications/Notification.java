package lms.notifications;

import java.time.Instant;

/** One line of news for a learner. */
public record Notification(
    long id, String kind, String title, String link, Instant createdAt, boolean read) {}
