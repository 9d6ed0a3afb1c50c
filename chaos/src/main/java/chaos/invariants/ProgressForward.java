package chaos.invariants;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import loadtests.plan.Kind;
import org.jspecify.annotations.Nullable;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;

/**
 * What the platform says is stored of a video's position never goes backwards: from one answer to
 * the next request's, and from the last answer to what the database holds.
 */
final class ProgressForward implements Rule {
  private static final String STORED =
      "SELECT user_id, lesson_id, video_position_seconds FROM lesson_progress";

  @Override
  public String name() {
    return "progress-forward";
  }

  @Override
  public String says() {
    return "The stored position in a video never goes backwards.";
  }

  @Override
  public Set<Kind> writes() {
    return Set.of(Kind.VIDEO_POSITION);
  }

  @Override
  public void check(Ground ground, Tally tally) throws SQLException {
    Map<String, Long> stored = new LinkedHashMap<>();
    ground
        .query(STORED, row -> Map.entry(key(row.getLong(1), row.getLong(2)), row.getLong(3)))
        .forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
    Map<String, LedgerEntry> furthest = new LinkedHashMap<>();
    for (LedgerEntry entry : ground.ledger()) {
      Long seconds = entry.sequence();
      if (entry.kind().equals("position")
          && entry.outcome() == Outcome.ACKNOWLEDGED
          && seconds != null) {
        tally.checked(1);
        LedgerEntry before = furthest.get(key(entry));
        Long least = before == null ? null : before.sequence();
        if (before != null && least != null && before.end() <= entry.t() && seconds < least) {
          tally.wrong(
              key(entry),
              "%d s were stored and later %d s".formatted(least, seconds),
              ground.written(entry.user(), entry.object()));
        }
        if (least == null || seconds >= least) {
          furthest.put(key(entry), entry);
        }
      }
    }
    furthest.forEach((key, entry) -> compare(key, entry, stored.get(key), ground, tally));
  }

  private static void compare(
      String key, LedgerEntry entry, @Nullable Long found, Ground ground, Tally tally) {
    Long said = entry.sequence();
    if (said != null && (found == null || found < said)) {
      tally.wrong(
          key,
          "the platform said that %d s are stored, and the database holds %s"
              .formatted(said, found == null ? "nothing" : found + " s"),
          ground.written(entry.user(), entry.object()));
    }
  }

  private static String key(LedgerEntry entry) {
    return "user:%d/%s".formatted(entry.user(), entry.object());
  }

  private static String key(long user, long lesson) {
    return "user:%d/lesson:%d".formatted(user, lesson);
  }
}
