package chaos.invariants;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;

/** What the platform said is not done was not done. */
final class RefusedLeavesNothing implements Rule {
  private static final int REFUSED = 400;

  private record Key(long user, String key) {}

  @Override
  public String name() {
    return "refused-leaves-nothing";
  }

  @Override
  public String says() {
    return "Nothing was done that the platform said it refused.";
  }

  @Override
  public void check(Ground ground, Tally tally) throws SQLException {
    Map<Key, Integer> done = new HashMap<>();
    ground
        .query(
            "SELECT user_id, idempotency_key, status FROM idempotency_keys",
            row -> Map.entry(new Key(row.getLong(1), row.getString(2)), row.getInt(3)))
        .forEach(entry -> done.put(entry.getKey(), entry.getValue()));
    // Looking at all that was settled shows that there was something to be wrong about.
    tally.checked(
        ground.ledger().stream().filter(entry -> entry.outcome() != Outcome.UNKNOWN).count());
    for (LedgerEntry entry : ground.ledger()) {
      if (entry.outcome() == Outcome.REFUSED) {
        Integer status = done.get(new Key(entry.user(), entry.id()));
        if (status != null && status < REFUSED) {
          tally.wrong(
              "user:%d/%s".formatted(entry.user(), entry.object()),
              "refused with %s, and its key %s says that it was done (%d)"
                  .formatted(entry.status(), entry.id(), status),
              List.of(Ground.text(entry)));
        }
      }
    }
  }
}
