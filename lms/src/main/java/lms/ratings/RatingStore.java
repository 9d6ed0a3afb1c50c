package lms.ratings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lms.platform.Row;
import lms.platform.Transaction;

/** The rows of ratings and the sums beside their course. Holds no state. */
final class RatingStore {
  private static final int SHOWN_MAX = 30;

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
      WHERE r.course_id = ? ORDER BY r.updated_at DESC LIMIT ?
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

  List<Rating> latest(Transaction statements, long courseId) {
    return statements.list(LATEST, RatingStore::rating, courseId, SHOWN_MAX);
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
