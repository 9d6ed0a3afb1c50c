package chaos.invariants;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;

/**
 * What the platform said is not done was not done: its key doesn't say so, and what it would have
 * left is not there, unless another write that was not refused left the same.
 */
final class RefusedLeavesNothing implements Rule {
  private static final int REFUSED = 400;

  /** What each kind would leave, by account and object. */
  private static final Map<String, String> LEFT =
      Map.of(
          "answer",
          """
          SELECT t.user_id, CONCAT('attempt:', a.attempt_id, '/question:', a.question_id),
            CONCAT(a.sequence, ' ', a.value)
          FROM answers a JOIN attempts t ON t.id = a.attempt_id
          """,
          "rating",
          "SELECT user_id, CONCAT('course:', course_id), CONCAT(stars, '|', comment) FROM ratings",
          "position",
          """
          SELECT user_id, CONCAT('lesson:', lesson_id), CONCAT(video_position_seconds, '')
          FROM lesson_progress WHERE video_position_seconds > 0
          """,
          "completion",
          """
          SELECT user_id, CONCAT('lesson:', lesson_id), 'completed' FROM lesson_progress
          WHERE completed_at IS NOT NULL
            AND TIMESTAMPDIFF(MICROSECOND, '1970-01-01', completed_at) DIV 1000 >= ?
          """);

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
    // Looking at all that was settled shows that there was something to be wrong about.
    tally.checked(
        ground.ledger().stream().filter(entry -> entry.outcome() != Outcome.UNKNOWN).count());
    keys(ground, tally);
    for (String kind : LEFT.keySet().stream().sorted().toList()) {
      effects(kind, ground, tally);
    }
  }

  private static void keys(Ground ground, Tally tally) throws SQLException {
    Map<Key, Integer> done = new HashMap<>();
    ground
        .query(
            "SELECT user_id, idempotency_key, status FROM idempotency_keys",
            row -> Map.entry(new Key(row.getLong(1), row.getString(2)), row.getInt(3)))
        .forEach(entry -> done.put(entry.getKey(), entry.getValue()));
    for (LedgerEntry entry : ground.ledger()) {
      if (entry.outcome() == Outcome.REFUSED) {
        Integer status = done.get(new Key(entry.user(), entry.id()));
        if (status != null && status < REFUSED) {
          tally.wrong(
              about(entry),
              "refused with %s, and its key %s says that it was done (%d)"
                  .formatted(entry.status(), entry.id(), status),
              List.of(Ground.text(entry)));
        }
      }
    }
  }

  private static void effects(String kind, Ground ground, Tally tally) throws SQLException {
    List<LedgerEntry> refused =
        ground.of(kind).stream().filter(entry -> entry.outcome() == Outcome.REFUSED).toList();
    if (refused.isEmpty()) {
      return;
    }
    Object[] since = kind.equals("completion") ? new Object[] {ground.since()} : new Object[0];
    Map<String, String> left = new HashMap<>();
    ground
        .query(
            Objects.requireNonNull(LEFT.get(kind)),
            row ->
                Map.entry(
                    "user:%d/%s".formatted(row.getLong(1), row.getString(2)), row.getString(3)),
            since)
        .forEach(entry -> left.put(entry.getKey(), entry.getValue()));
    Set<String> others =
        ground.ledger().stream()
            .filter(entry -> entry.outcome() != Outcome.REFUSED)
            .filter(entry -> entry.kind().equals(kind) || kind.equals("completion"))
            .flatMap(entry -> effects(kind, entry).map(effect -> about(entry) + " " + effect))
            .collect(Collectors.toSet());
    for (LedgerEntry entry : refused) {
      effects(kind, entry)
          .filter(effect -> effect.equals(left.get(about(entry))))
          .filter(effect -> !others.contains(about(entry) + " " + effect))
          .forEach(
              effect ->
                  tally.wrong(
                      about(entry),
                      "%s %s was refused with %s, and what it would have left is there: %s"
                          .formatted(kind, entry.id(), entry.status(), effect),
                      ground.written(entry.user(), entry.object())));
    }
  }

  /**
   * What a write may leave. A lesson is completed by whatever is done in it; of a position the
   * platform may have said that it stored an earlier one, and store it later.
   */
  private static Stream<String> effects(String kind, LedgerEntry entry) {
    return switch (kind) {
      case "answer" -> Stream.of(entry.sequence() + " " + entry.value());
      case "completion" -> Stream.of("completed");
      case "position" ->
          Stream.of(String.valueOf(entry.sequence()), String.valueOf(entry.value())).distinct();
      default -> Stream.of(String.valueOf(entry.value()));
    };
  }

  private static String about(LedgerEntry entry) {
    return "user:%d/%s".formatted(entry.user(), entry.object());
  }
}
