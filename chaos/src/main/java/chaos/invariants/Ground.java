package chaos.invariants;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import reports.run.LedgerEntry;

/**
 * What rules look at.
 *
 * @param ledger what the load and the watchers know of their writes, of each account in order
 * @param history what the watchers asked and heard
 * @param database the platform's, at rest
 */
record Ground(List<LedgerEntry> ledger, List<Operation> history, Connection database) {
  Ground {
    ledger = List.copyOf(ledger);
    history = List.copyOf(history);
  }

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

  /** The only number of a query. */
  long count(String sql) throws SQLException {
    return query(sql, row -> row.getLong(1)).getFirst();
  }

  /** What the ledger says of one account's writes to one thing, a line each. */
  List<String> written(long user, String object) {
    return ledger.stream()
        .filter(entry -> entry.user() == user && entry.object().equals(object))
        .map(Ground::text)
        .toList();
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
