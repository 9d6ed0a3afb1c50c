package chaos.invariants;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import loadtests.plan.Kind;

/** No answer was stored after the deadline with its grace, or after the attempt was handed in. */
final class AnswersInTime implements Rule {
  private static final String LATE =
      """
      SELECT a.attempt_id, a.question_id, a.saved_at, t.user_id, t.deadline_at, t.submitted_at,
        z.grace_seconds
      FROM answers a JOIN attempts t ON t.id = a.attempt_id JOIN quizzes z ON z.id = t.quiz_id
      WHERE (t.deadline_at IS NOT NULL
          AND a.saved_at > TIMESTAMPADD(SECOND, z.grace_seconds, t.deadline_at))
        OR (t.submitted_at IS NOT NULL AND a.saved_at > t.submitted_at)
      """;

  private record Late(long user, String answer, String sentence) {}

  @Override
  public String name() {
    return "answers-in-time";
  }

  @Override
  public String says() {
    return "No answer was accepted after the deadline and its grace, or after the attempt was"
        + " handed in.";
  }

  @Override
  public Set<Kind> writes() {
    return Set.of(Kind.QUIZ_ANSWER);
  }

  @Override
  public void check(Ground ground, Tally tally) throws SQLException {
    tally.checked(ground.count("SELECT COUNT(*) FROM answers"));
    List<Late> late =
        ground.query(
            LATE,
            row ->
                new Late(
                    row.getLong("user_id"),
                    "attempt:%d/question:%d"
                        .formatted(row.getLong("attempt_id"), row.getLong("question_id")),
                    "saved at %s; the deadline was %s, the grace %d s, and it was handed in at %s"
                        .formatted(
                            row.getString("saved_at"),
                            row.getString("deadline_at"),
                            row.getLong("grace_seconds"),
                            row.getString("submitted_at"))));
    late.forEach(
        each ->
            tally.wrong(
                each.answer(), each.sentence(), ground.written(each.user(), each.answer())));
  }
}
