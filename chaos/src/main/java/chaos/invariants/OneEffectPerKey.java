package chaos.invariants;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reports.run.LedgerEntry;

/**
 * Whatever was sent again under the same key has one effect: no learner is enrolled twice in a
 * course, or told twice of one enrolment. That no key made two attempts is the audit's.
 */
final class OneEffectPerKey implements Rule {
  private static final String TWICE =
      """
      SELECT user_id, course_id, COUNT(*) AS rows_found FROM enrolments
      GROUP BY user_id, course_id HAVING COUNT(*) > 1
      """;

  private static final String NOTES =
      """
      SELECT user_id, link, COUNT(*) AS rows_found FROM notifications WHERE kind = 'enrolment'
      GROUP BY user_id, link HAVING COUNT(*) > 1
      """;

  private record Twice(long user, String what, long times) {}

  @Override
  public String name() {
    return "one-effect-per-key";
  }

  @Override
  public String says() {
    return "What is sent again under the same key has one effect.";
  }

  @Override
  public void check(Ground ground, Tally tally) throws SQLException {
    Map<String, Long> keys = new HashMap<>();
    ground.ledger().stream()
        .filter(entry -> entry.kind().equals("enrolment") || entry.kind().equals("attempt"))
        .map(LedgerEntry::id)
        .forEach(key -> keys.merge(key, 1L, Long::sum));
    tally.checked(keys.size());
    List<Twice> enrolled =
        ground.query(
            TWICE, row -> new Twice(row.getLong(1), "course:" + row.getLong(2), row.getLong(3)));
    enrolled.forEach(
        each ->
            tally.wrong(
                "user:%d/%s".formatted(each.user(), each.what()),
                each.times() + " enrolments instead of one",
                ground.written(each.user(), each.what())));
    List<Twice> told =
        ground.query(NOTES, row -> new Twice(row.getLong(1), row.getString(2), row.getLong(3)));
    told.forEach(
        each ->
            tally.wrong(
                "user:%d%s".formatted(each.user(), each.what()),
                "told %d times of one enrolment".formatted(each.times()),
                ground.written(each.user(), each.what().replaceFirst("^/courses/", "course:"))));
  }
}
