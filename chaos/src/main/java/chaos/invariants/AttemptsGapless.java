package chaos.invariants;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import loadtests.plan.Kind;

/** Attempts of one learner at one quiz are numbered from 1 without gap or double. */
final class AttemptsGapless implements Rule {
  private static final String NUMBERS =
      """
      SELECT quiz_id, user_id, COUNT(*) AS attempts, COUNT(DISTINCT number) AS numbers,
        MIN(number) AS first, MAX(number) AS last
      FROM attempts GROUP BY quiz_id, user_id
      """;

  private record Numbers(
      long quiz, long user, long attempts, long numbers, long first, long last) {}

  @Override
  public String name() {
    return "attempts-gapless";
  }

  @Override
  public String says() {
    return "Attempts of one learner at one quiz are numbered from 1, without gap or double.";
  }

  @Override
  public Set<Kind> writes() {
    return Set.of(Kind.QUIZ_START);
  }

  @Override
  public void check(Ground ground, Tally tally) throws SQLException {
    List<Numbers> all =
        ground.query(
            NUMBERS,
            row ->
                new Numbers(
                    row.getLong("quiz_id"),
                    row.getLong("user_id"),
                    row.getLong("attempts"),
                    row.getLong("numbers"),
                    row.getLong("first"),
                    row.getLong("last")));
    tally.checked(
        ground.of("attempt").stream()
            .map(entry -> entry.user() + "/" + entry.object())
            .distinct()
            .count());
    for (Numbers each : all) {
      boolean gapless =
          each.attempts() == each.numbers() && each.first() == 1 && each.last() == each.attempts();
      if (!gapless) {
        tally.wrong(
            "user:%d/quiz:%d".formatted(each.user(), each.quiz()),
            "%d attempts have %d numbers from %d to %d"
                .formatted(each.attempts(), each.numbers(), each.first(), each.last()),
            ground.written(each.user(), "quiz:" + each.quiz()));
      }
    }
  }
}
