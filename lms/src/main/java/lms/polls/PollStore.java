package lms.polls;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lms.activities.Activity;
import lms.platform.Json;
import lms.platform.Row;
import lms.platform.Transaction;

/** The rows of polls and votes. Holds no state. */
final class PollStore {
  private static final String FIND =
      """
      SELECT p.id, p.course_id, p.question, p.options, p.closed_at,
        (SELECT choice FROM poll_votes v WHERE v.poll_id = p.id AND v.user_id = ?) AS choice
      FROM polls p WHERE p.id = ?
      """;

  private static final String COUNTS =
      "SELECT choice, COUNT(*) AS votes FROM poll_votes WHERE poll_id = ? GROUP BY choice";

  private static final String VOTE =
      """
      INSERT INTO poll_votes (poll_id, user_id, choice, voted_at) VALUES (?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE choice = VALUES(choice), voted_at = VALUES(voted_at)
      """;

  private static final String UNDONE =
      """
      SELECT COUNT(*) AS n FROM polls p
      WHERE p.course_id = ? AND p.closed_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM poll_votes v WHERE v.poll_id = p.id AND v.user_id = ?)
      """;

  private static final String OWN =
      """
      SELECT p.question, p.options, v.choice, v.voted_at
      FROM poll_votes v JOIN polls p ON p.id = v.poll_id
      WHERE v.user_id = ? ORDER BY v.poll_id
      """;

  /** A vote, as its owner gets it. */
  record Vote(String kind, String question, String answer, Instant at) {}

  Optional<Poll> find(Transaction statements, long id, long userId) {
    return statements
        .first(FIND, PollStore::poll, userId, id)
        .map(poll -> poll.with(counts(statements, poll)));
  }

  /** The poll as it stays until the transaction ends: nobody closes it meanwhile. */
  Optional<Poll> shared(Transaction transaction, long id, long userId) {
    return transaction.first(FIND + " LOCK IN SHARE MODE", PollStore::poll, userId, id);
  }

  private static List<Long> counts(Transaction statements, Poll poll) {
    Long[] counts = new Long[poll.options().size()];
    java.util.Arrays.fill(counts, 0L);
    statements.list(
        COUNTS,
        row -> {
          int choice = (int) row.number("choice");
          counts[choice] = row.number("votes");
          return choice;
        },
        poll.id());
    return List.of(counts);
  }

  long insert(
      Transaction transaction, long courseId, String question, List<String> options, Instant now) {
    return transaction.insert(
        "INSERT INTO polls (course_id, question, options, created_at) VALUES (?, ?, ?, ?)",
        courseId,
        question,
        Json.text(options),
        now);
  }

  void vote(Transaction transaction, long pollId, long userId, int choice, Instant now) {
    transaction.run(VOTE, pollId, userId, choice, now);
  }

  void close(Transaction transaction, long id, Instant now) {
    transaction.run("UPDATE polls SET closed_at = ? WHERE id = ? AND closed_at IS NULL", now, id);
  }

  void open(Transaction transaction, long id) {
    transaction.run("UPDATE polls SET closed_at = NULL WHERE id = ?", id);
  }

  List<Activity> of(Transaction statements, long courseId) {
    return statements.list(
        "SELECT id, question FROM polls WHERE course_id = ? ORDER BY id",
        row -> {
          long id = row.number("id");
          return new Activity("poll", id, row.text("question"), "/polls/" + id);
        },
        courseId);
  }

  long undone(Transaction statements, long userId, long courseId) {
    return statements.first(UNDONE, row -> row.number("n"), courseId, userId).orElse(0L);
  }

  List<Vote> own(Transaction statements, long userId) {
    return statements.list(
        OWN,
        row ->
            new Vote(
                "poll",
                row.text("question"),
                options(row).get((int) row.number("choice")),
                row.instant("voted_at")),
        userId);
  }

  private static Poll poll(Row row) {
    Long choice = row.optionalNumber("choice");
    return new Poll(
        row.number("id"),
        row.number("course_id"),
        row.text("question"),
        options(row),
        row.optionalInstant("closed_at") != null,
        choice == null ? null : Math.toIntExact(choice),
        List.of());
  }

  private static List<String> options(Row row) {
    return List.of(
        Json.stored(row.text("options").getBytes(StandardCharsets.UTF_8), String[].class));
  }
}
