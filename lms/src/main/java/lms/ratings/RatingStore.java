package lms.ratings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lms.platform.Row;
import lms.platform.Transaction;

/** The rows of ratings and the sums beside their course. Holds no state. */
final class RatingStore {
  private static final String IS_PUBLISHED =
      "SELECT id FROM courses WHERE id = ? AND published_at IS NOT NULL";

  private static final String OWN =
      """
      SELECT u.name, r.stars, r.comment, r.updated_at
      FROM ratings r JOIN users u ON u.id = r.user_id
      WHERE r.user_id = ? AND r.course_id = ?
      """;

  private static final String LATEST =
      """
      SELECT u.name, r.stars, r.comment, r.updated_at
      FROM ratings r JOIN users u ON u.id = r.user_id
      WHERE r.course_id = ? AND r.updated_at <= ?
      ORDER BY r.updated_at DESC, r.user_id DESC LIMIT ? OFFSET ?
      """;

  private static final String SAVE =
      """
      INSERT INTO ratings (user_id, course_id, stars, comment, updated_at) VALUES (?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE stars = VALUES(stars), comment = VALUES(comment),
        updated_at = VALUES(updated_at)
      """;

  private static final String ADD =
      """
      UPDATE courses SET rating_sum = rating_sum + ?, rating_count = rating_count + ? WHERE id = ?
      """;

  Optional<Rating> own(Transaction statements, long userId, long courseId) {
    return statements.first(OWN, RatingStore::rating, userId, courseId);
  }

  /** Whether everybody may see a course. */
  boolean isPublished(Transaction statements, long courseId) {
    return statements.first(IS_PUBLISHED, row -> row.number("id"), courseId).isPresent();
  }

  /** The newest ratings of a course behind {@code place}. */
  List<Rating> latest(Transaction statements, long courseId, Place place, int limit) {
    return statements.list(
        LATEST, RatingStore::rating, courseId, place.at(), limit, place.passed());
  }

  /**
   * Keeps a learner's rating in the place of the one before and moves the course's sums by the
   * difference. The caller holds the learner's enrolment, so that the one before is the last.
   */
  void save(
      Transaction transaction, long userId, long courseId, int stars, String comment, Instant now) {
    Optional<Rating> before = own(transaction, userId, courseId);
    transaction.run(SAVE, userId, courseId, stars, comment, now);
    int difference = stars - before.map(Rating::stars).orElse(0);
    // Last, because all who rate this course wait for this row until the transaction ends.
    transaction.run(ADD, difference, before.isPresent() ? 0 : 1, courseId);
  }

  private static Rating rating(Row row) {
    return new Rating(
        row.text("name"),
        (int) row.number("stars"),
        row.text("comment"),
        row.instant("updated_at"));
  }
}
