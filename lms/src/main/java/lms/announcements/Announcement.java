package lms.announcements;

import java.time.Instant;

/** What a teacher told a course; {@code html} is safe. */
public record Announcement(long id, String title, String html, String author, Instant at) {}
