package chaos.invariants;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reports.run.LedgerEntry;

/** No course has more learners than seats, and each learner has exactly one seat. */
final class SeatsWithinBounds implements Rule {
  private static final String SEATS =
      """
      SELECT c.id, c.seats, c.seats_taken,
        (SELECT COUNT(*) FROM enrolments e WHERE e.course_id = c.id) AS enrolled
      FROM courses c
      """;

  private record Course(long id, @Nullable Integer seats, long taken, long enrolled) {}

  @Override
  public String name() {
    return "seats-within-bounds";
  }

  @Override
  public String says() {
    return "No course has more learners than seats, and as many seats are taken as there are"
        + " learners.";
  }

  @Override
  public void check(Ground ground, Tally tally) throws SQLException {
    List<Course> courses =
        ground.query(
            SEATS,
            row ->
                new Course(
                    row.getLong("id"),
                    row.getObject("seats") == null ? null : Integer.valueOf(row.getInt("seats")),
                    row.getLong("seats_taken"),
                    row.getLong("enrolled")));
    tally.checked(ground.of("enrolment").stream().map(LedgerEntry::object).distinct().count());
    for (Course course : courses) {
      List<String> history =
          ground.of("enrolment").stream()
              .filter(entry -> entry.object().equals("course:" + course.id()))
              .map(Ground::text)
              .toList();
      if (course.seats() != null && course.enrolled() > course.seats()) {
        tally.wrong(
            "course:" + course.id(),
            "%d learners take %d seats".formatted(course.enrolled(), course.seats()),
            history);
      } else if (course.taken() != course.enrolled()) {
        tally.wrong(
            "course:" + course.id(),
            "%d seats are taken by %d learners".formatted(course.taken(), course.enrolled()),
            history);
      }
    }
  }
}
