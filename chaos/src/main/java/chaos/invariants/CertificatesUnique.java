package chaos.invariants;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import loadtests.plan.Kind;

/** A learner has one certificate of a course at most, and no two have the same code. */
final class CertificatesUnique implements Rule {
  private static final String ISSUED =
      """
      SELECT user_id, course_id, code, issued_at,
        TIMESTAMPDIFF(MICROSECOND, '1970-01-01', issued_at) DIV 1000 AS millis
      FROM certificates
      """;

  private static final String TWICE =
      """
      SELECT user_id, course_id, COUNT(*) AS copies FROM certificates
      GROUP BY user_id, course_id HAVING COUNT(*) > 1
      """;

  private static final String SAME_CODE =
      """
      SELECT c.user_id, c.course_id, c.code FROM certificates c
      WHERE c.code IN (SELECT code FROM certificates GROUP BY code HAVING COUNT(*) > 1)
      ORDER BY c.code
      """;

  private static final String UNEARNED =
      """
      SELECT c.user_id, c.course_id, c.code FROM certificates c
      WHERE EXISTS (
        SELECT 1 FROM lessons l LEFT JOIN lesson_progress p
          ON p.lesson_id = l.id AND p.user_id = c.user_id
        WHERE l.course_id = c.course_id AND p.completed_at IS NULL)
      """;

  private record Certificate(long user, long course, String code) {
    String about() {
      return "user:%d/course:%d".formatted(user, course);
    }
  }

  private record Copies(Certificate any, long copies) {}

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
    long since = ground.since();
    tally.checked(
        ground.query(ISSUED, row -> row.getLong("millis")).stream()
            .filter(issued -> issued >= since)
            .count());
    List<Copies> twice =
        ground.query(
            TWICE,
            row -> new Copies(new Certificate(row.getLong(1), row.getLong(2), ""), row.getLong(3)));
    for (Copies each : twice) {
      tally.wrong(
          each.any().about(),
          each.copies() + " certificates instead of one",
          history(ground, each.any()));
    }
    sameCode(ground, tally);
    for (Certificate each : certificates(ground, UNEARNED)) {
      tally.wrong(
          each.about(), "a certificate without all lessons completed", history(ground, each));
    }
  }

  private static List<Certificate> certificates(Ground ground, String sql) throws SQLException {
    return ground.query(
        sql, row -> new Certificate(row.getLong(1), row.getLong(2), row.getString(3)));
  }

  private static void sameCode(Ground ground, Tally tally) throws SQLException {
    List<Certificate> all = certificates(ground, SAME_CODE);
    for (String code : all.stream().map(Certificate::code).distinct().toList()) {
      List<String> history = new ArrayList<>();
      List<Certificate> same = all.stream().filter(each -> each.code().equals(code)).toList();
      for (Certificate each : same) {
        history.addAll(history(ground, each));
      }
      tally.wrong("code:" + code, same.size() + " certificates instead of one", history);
    }
  }

  /**
   * What the learner wrote that may have earned it, in the order of the ledger, and what there is.
   */
  private static List<String> history(Ground ground, Certificate about) throws SQLException {
    Set<String> objects = new HashSet<>(Set.of("course:" + about.course()));
    objects.addAll(
        ground.query(
            "SELECT id FROM lessons WHERE course_id = ?",
            row -> "lesson:" + row.getLong(1),
            about.course()));
    objects.addAll(
        ground.query(
            "SELECT a.id FROM attempts a JOIN quizzes q ON q.id = a.quiz_id"
                + " WHERE q.course_id = ? AND a.user_id = ?",
            row -> "attempt:" + row.getLong(1),
            about.course(),
            about.user()));
    List<String> history = new ArrayList<>(ground.written(about.user(), objects));
    history.addAll(
        ground.query(
            ISSUED + " WHERE user_id = ? AND course_id = ?",
            row ->
                "%s: certificate %s of user %d for course:%d"
                    .formatted(
                        row.getString("issued_at"),
                        row.getString("code"),
                        about.user(),
                        about.course()),
            about.user(),
            about.course()));
    return history;
  }
}
