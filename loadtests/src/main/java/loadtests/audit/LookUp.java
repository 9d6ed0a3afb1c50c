package loadtests.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the database holds, many accounts a query. */
final class LookUp {
  private static final String MICROS = "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', %s)";
  private static final Pattern ATTEMPT = Pattern.compile("\"attemptId\"\\s*:\\s*(\\d+)");
  private static final int FETCH_ROWS = 5_000;
  private static final int IDS_PER_QUERY = 1_000;

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
        "SELECT user_id, lesson_id, %s, video_position_seconds FROM lesson_progress WHERE user_id"
            .formatted(MICROS.formatted("completed_at")),
        users,
        row ->
            found.progress.put(
                new Holdings.Owned(row.getLong(1), row.getLong(2)),
                new Holdings.Progress(nullable(row, 3), row.getLong(4))));
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
