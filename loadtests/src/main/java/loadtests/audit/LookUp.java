package loadtests.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the database holds, many accounts a query. */
final class LookUp {
  private static final String MICROS = "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', %s)";
  private static final Pattern ATTEMPT = Pattern.compile("\"attemptId\"\\s*:\\s*(\\d+)");
  private static final int FETCH_ROWS = 5_000;
  private static final int IDS_PER_QUERY = 1_000;

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

  private static final String WRITTEN =
      """
      SELECT user_id FROM enrolments WHERE id > :enrolment
      UNION SELECT user_id FROM attempts WHERE id > :attempt OR submitted_at >= :instant
      UNION SELECT a.user_id FROM answers s JOIN attempts a ON a.id = s.attempt_id
        WHERE s.saved_at >= :instant
      UNION SELECT user_id FROM lesson_progress WHERE updated_at >= :instant
      UNION SELECT user_id FROM ratings WHERE updated_at >= :instant
      UNION SELECT user_id FROM idempotency_keys WHERE created_at >= :instant
      """;

  private static final String KEYS_DONE =
      """
      SELECT COUNT(*) FROM idempotency_keys
      WHERE status BETWEEN 200 AND 299 AND created_at >= :instant
      """;

  private final Connection connection;

  LookUp(Connection connection) {
    this.connection = connection;
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  /** Everything that the database holds of these accounts, and of these attempts. */
  Holdings of(Collection<Long> users, Collection<Long> attemptsWritten) throws SQLException {
    var found = new Holdings();
    enrolments(users, found);
    progress(users, found);
    ratings(users, found);
    keys(users, found);
    attempts("user_id", users, found);
    attempts("id", attemptsWritten, found);
    Set<Long> attempts = new HashSet<>(attemptsWritten);
    attempts.addAll(found.attempts.keySet());
    answers(attempts, found);
    return found;
  }

  /** The accounts of which anything was written behind the watermark, whoever wrote it. */
  Set<Long> writtenSince(Watermark before) throws SQLException {
    Set<Long> users = new HashSet<>();
    since(WRITTEN, before, row -> users.add(row.getLong(1)));
    return users;
  }

  /** How many idempotency keys of writes that were done came behind the watermark. */
  long keysDoneSince(Watermark before) throws SQLException {
    var count = new AtomicLong();
    since(KEYS_DONE, before, row -> count.set(row.getLong(1)));
    return count.get();
  }

  private void since(String select, Watermark before, Row reader) throws SQLException {
    String sql =
        select
            .replace(":enrolment", Long.toString(before.enrolment()))
            .replace(":attempt", Long.toString(before.attempt()))
            .replace(":instant", "TIMESTAMP'" + INSTANT.format(before.instant()) + "'");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  private void enrolments(Collection<Long> users, Holdings found) throws SQLException {
    query(
        "SELECT user_id, course_id, id FROM enrolments WHERE user_id",
        users,
        row ->
            found.add(
                new Holdings.Owned(row.getLong(1), row.getLong(2)),
                new Holdings.Enrolment(row.getLong(3))));
  }

  private void progress(Collection<Long> users, Holdings found) throws SQLException {
    query(
        "SELECT user_id, lesson_id, %s, video_position_seconds, %s FROM lesson_progress"
                .formatted(MICROS.formatted("completed_at"), MICROS.formatted("updated_at"))
            + " WHERE user_id",
        users,
        row ->
            found.progress.put(
                new Holdings.Owned(row.getLong(1), row.getLong(2)),
                new Holdings.Progress(nullable(row, 3), row.getLong(4), row.getLong(5))));
  }

  private void ratings(Collection<Long> users, Holdings found) throws SQLException {
    query(
        "SELECT user_id, course_id, stars, comment, %s FROM ratings WHERE user_id"
            .formatted(MICROS.formatted("updated_at")),
        users,
        row ->
            found.ratings.put(
                new Holdings.Owned(row.getLong(1), row.getLong(2)),
                new Holdings.Rating(row.getInt(3), row.getString(4), row.getLong(5))));
  }

  private void keys(Collection<Long> users, Holdings found) throws SQLException {
    query(
        "SELECT user_id, idempotency_key, status, LEFT(body, 200), %s FROM idempotency_keys"
                .formatted(MICROS.formatted("created_at"))
            + " WHERE user_id",
        users,
        row -> {
          Matcher named = ATTEMPT.matcher(row.getString(4));
          Long attempt = named.find() ? Long.valueOf(named.group(1)) : null;
          found.add(
              row.getLong(1),
              row.getString(2),
              new Holdings.Key(row.getInt(3), attempt, row.getLong(5)));
        });
  }

  private void attempts(String column, Collection<Long> ids, Holdings found) throws SQLException {
    query(
        "SELECT id, quiz_id, user_id, %s, %s, score FROM attempts WHERE "
                .formatted(MICROS.formatted("submitted_at"), MICROS.formatted("deadline_at"))
            + column,
        ids,
        row -> {
          double score = row.getDouble(6);
          var attempt =
              new Holdings.Attempt(
                  row.getLong(1),
                  row.getLong(2),
                  row.getLong(3),
                  nullable(row, 4),
                  nullable(row, 5),
                  row.getObject(6) == null ? null : score);
          found.attempts.put(attempt.id(), attempt);
        });
  }

  private void answers(Collection<Long> attempts, Holdings found) throws SQLException {
    query(
        "SELECT attempt_id, question_id, sequence, value, %s FROM answers WHERE attempt_id"
            .formatted(MICROS.formatted("saved_at")),
        attempts,
        row ->
            found.answers.put(
                new Holdings.Question(row.getLong(1), row.getLong(2)),
                new Holdings.Answer(row.getLong(3), row.getString(4), row.getLong(5))));
  }

  private void query(String select, Collection<Long> ids, Row reader) throws SQLException {
    Long[] all = ids.toArray(Long[]::new);
    for (int from = 0; from < all.length; from += IDS_PER_QUERY) {
      int count = Math.min(IDS_PER_QUERY, all.length - from);
      String places = String.join(",", Collections.nCopies(count, "?"));
      try (PreparedStatement statement =
          connection.prepareStatement(select + " IN (" + places + ")")) {
        statement.setFetchSize(FETCH_ROWS);
        for (int i = 0; i < count; i++) {
          statement.setLong(i + 1, all[from + i]);
        }
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            reader.read(rows);
          }
        }
      }
    }
  }

  private static @Nullable Long nullable(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.getObject(column) == null ? null : value;
  }
}
