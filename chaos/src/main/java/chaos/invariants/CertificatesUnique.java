package chaos.invariants;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import loadtests.plan.Kind;

/** A learner has one certificate of a course at most, and no two have the same code. */
final class CertificatesUnique implements Rule {
  private static final String TWICE =
      """
      SELECT CONCAT('user:', user_id, '/course:', course_id) AS what, COUNT(*) AS copies
      FROM certificates GROUP BY user_id, course_id HAVING COUNT(*) > 1
      UNION ALL
      SELECT CONCAT('code:', code), COUNT(*) FROM certificates GROUP BY code HAVING COUNT(*) > 1
      """;

  private static final String UNEARNED =
      """
      SELECT CONCAT('user:', c.user_id, '/course:', c.course_id) FROM certificates c
      WHERE EXISTS (
        SELECT 1 FROM lessons l LEFT JOIN lesson_progress p
          ON p.lesson_id = l.id AND p.user_id = c.user_id
        WHERE l.course_id = c.course_id AND p.completed_at IS NULL)
      """;

  @Override
  public String name() {
    return "certificates-unique";
  }

  @Override
  public String says() {
    return "A learner has one certificate of a course at most, all lessons are completed then, and"
        + " no two certificates have the same code.";
  }

  @Override
  public Set<Kind> writes() {
    return Set.of(Kind.LESSON_COMPLETION);
  }

  @Override
  public void check(Ground ground, Tally tally) throws SQLException {
    tally.checked(ground.count("SELECT COUNT(*) FROM certificates"));
    ground
        .query(TWICE, row -> new Copies(row.getString(1), row.getLong(2)))
        .forEach(
            it -> tally.wrong(it.what(), it.copies() + " certificates instead of one", List.of()));
    for (String what : ground.query(UNEARNED, row -> row.getString(1))) {
      tally.wrong(what, "a certificate without all lessons completed", List.of());
    }
  }

  private record Copies(String what, long copies) {}
}
