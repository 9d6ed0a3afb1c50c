package lms.ratings;

import java.time.Instant;

/** One learner's opinion of a course, 1 to 5 stars. */
public record Rating(String userName, int stars, String comment, Instant updatedAt) {}
