package chaos.invariants;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import reports.run.LedgerEntry;
import reports.run.Stranger;

/**
 * What rules look at.
 *
 * @param ledger what the load and the watchers know of their writes, of each account in order
 * @param history what the watchers asked and heard
 * @param strangers what learners of the load were shown of others
 * @param database the platform's, at rest
 */
record Ground(
    List<LedgerEntry> ledger,
    List<Operation> history,
    List<Stranger> strangers,
    Connection database) {
  Ground {
    ledger = List.copyOf(ledger);
    history = List.copyOf(history);
    strangers = List.copyOf(strangers);
  }

  private static final long CLOCKS_MILLIS = 300_000;

  /** Reads a row. */
  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** All rows of a query. */
  <T> List<T> query(String sql, Row<T> reader, Object... parameters) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<T> all = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          all.add(reader.of(rows));
        }
      }
      return all;
    }
  }

  /** What the ledger says of one account's writes to one thing, a line each. */
  List<String> written(long user, String object) {
    return written(user, Set.of(object));
  }

  /** The same of several things. */
  List<String> written(long user, Set<String> objects) {
    return ledger.stream()
        .filter(entry -> entry.user() == user && objects.contains(entry.object()))
        .map(Ground::text)
        .toList();
  }

  /**
   * The instant in epoch milliseconds before which all that there is was seeded, as far as the
   * clocks of generator and database agree; later than anything where nothing was written.
   */
  long since() {
    return ledger.stream()
        .mapToLong(entry -> entry.t() - CLOCKS_MILLIS)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The writes of a kind. */
  List<LedgerEntry> of(String kind) {
    return ledger.stream().filter(entry -> entry.kind().equals(kind)).toList();
  }

  static String text(LedgerEntry entry) {
    return "%d to %d: %s %s of user %d to %s%s, %s%s"
        .formatted(
            entry.t(),
            entry.end(),
            entry.kind(),
            entry.id(),
            entry.user(),
            entry.object(),
            entry.value() == null ? "" : " = " + entry.value(),
            entry.outcome().name().toLowerCase(Locale.ROOT),
            entry.status() == null ? "" : " (" + entry.status() + ")");
  }
}
