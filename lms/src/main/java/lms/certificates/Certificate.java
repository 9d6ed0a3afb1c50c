package lms.certificates;

import java.time.Instant;

/** The proof that somebody completed a course, as anybody may see it who knows its code. */
public record Certificate(String code, String userName, String courseTitle, Instant issuedAt) {}
