package lms.platform;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbStatement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection, in one transaction. Not thread-safe; ends with the transaction.
 *
 * <p>Parameters are always bound, never written into the SQL.
 */
public final class Transaction {
  private final DbExecute executor;
  private final Metrics metrics;
  private final Tracing tracing;
  private final List<Runnable> afterCommit = new ArrayList<>();

  Transaction(DbExecute executor, Metrics metrics, Tracing tracing) {
    this.executor = executor;
    this.metrics = metrics;
    this.tracing = tracing;
  }

  /** Marks for so many parameters, as {@code IN} takes them: {@code ?, ?, ?}. */
  public static String marks(int count) {
    return marks("?", count);
  }

  /** So many of {@code mark}, such as the {@code (?, ?)} of a row of VALUES. */
  public static String marks(String mark, int count) {
    return String.join(", ", Collections.nCopies(count, mark));
  }

  /** What {@code LIKE} finds in a text that has this one somewhere; the empty one is in all. */
  public static String containing(String text) {
    return '%' + text.replaceAll("[\\\\%_]", "\\\\$0") + '%';
  }

  /** The rows of a query, each turned into a value. */
  public <T> List<T> list(String sql, Function<Row, T> mapper, @Nullable Object... parameters) {
    metrics.query("select");
    return tracing.call(
        "mysql",
        "SELECT",
        sql,
        () -> {
          try (var rows = bind(executor.createQuery(sql), parameters).execute()) {
            return rows.map(row -> mapper.apply(new Row(row))).toList();
          }
        });
  }

  /** The first row of a query, if there is one. */
  public <T> Optional<T> first(
      String sql, Function<Row, T> mapper, @Nullable Object... parameters) {
    return list(sql, mapper, parameters).stream().findFirst();
  }

  /** Runs an insert, update or delete and answers how many rows it touched. */
  public long run(String sql, @Nullable Object... parameters) {
    metrics.query("write");
    return tracing.call(
        "mysql",
        sql.substring(0, Math.max(0, sql.indexOf(' '))),
        sql,
        () -> bind(executor.createDmlStatement(sql), parameters).execute());
  }

  /** Runs an insert and answers the key that the database gave the row. */
  public long insert(String sql, @Nullable Object... parameters) {
    run(sql, parameters);
    return first("SELECT LAST_INSERT_ID() AS id", row -> row.number("id")).orElseThrow();
  }

  /**
   * Runs {@code action} once this transaction is committed, and never if it is not: the place for
   * counting and for dropping what caches hold.
   */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  void committed() {
    afterCommit.forEach(Runnable::run);
  }

  private static <S extends DbStatement<S>> S bind(S statement, @Nullable Object... parameters) {
    S bound = statement;
    for (Object parameter : parameters) {
      // Not as a TIMESTAMP, which ends in 2038 and would be stored as NULL beyond.
      bound =
          bound.addParam(
              parameter instanceof Instant instant
                  ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                  : parameter);
    }
    return bound;
  }
}
