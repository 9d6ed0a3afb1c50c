package chaos.invariants;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import loadtests.plan.Kind;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;

/**
 * No answer was accepted after the deadline with its grace, or after the attempt was handed in:
 * neither by the times that the platform wrote down, which its own clocks say, nor by those at
 * which the answers were sent.
 */
final class AnswersInTime implements Rule {
  private static final String LATE =
      """
      SELECT a.attempt_id, a.question_id, a.sequence, a.saved_at, t.user_id,
        t.deadline_at, t.submitted_at, z.grace_seconds
      FROM answers a JOIN attempts t ON t.id = a.attempt_id JOIN quizzes z ON z.id = t.quiz_id
      WHERE (t.deadline_at IS NOT NULL
          AND a.saved_at > TIMESTAMPADD(SECOND, z.grace_seconds, t.deadline_at))
        OR (t.submitted_at IS NOT NULL AND a.saved_at > t.submitted_at)
      """;

  private static final String ENDS =
      """
      SELECT t.id, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', t.deadline_at) DIV 1000 AS deadline,
        z.grace_seconds
      FROM attempts t JOIN quizzes z ON z.id = t.quiz_id WHERE t.deadline_at IS NOT NULL
      """;

  /** By how much the clock that a deadline was made by may differ from that of who answers. */
  private static final long CLOCKS_MILLIS = 1_000;

  /**
   * An answer that was stored late, by what the platform wrote down.
   *
   * @param answer its object
   */
  private record Late(long user, String answer, long sequence, String sentence) {}

  /**
   * When attempts ended, in epoch milliseconds by their objects.
   *
   * @param closed with deadline and grace; those that have a deadline
   * @param handedIn when the submission was acknowledged; those of which one was
   */
  private record Ends(Map<String, Long> closed, Map<String, Long> handedIn) {
    static Ends of(Ground ground) throws SQLException {
      Map<String, Long> closed = new HashMap<>();
      ground
          .query(
              ENDS,
              row ->
                  Map.entry(
                      "attempt:" + row.getLong("id"),
                      row.getLong("deadline") + 1_000 * row.getLong("grace_seconds")))
          .forEach(end -> closed.put(end.getKey(), end.getValue() + CLOCKS_MILLIS));
      Map<String, Long> handedIn = new HashMap<>();
      ground.of("submission").stream()
          .filter(entry -> entry.outcome() == Outcome.ACKNOWLEDGED)
          .forEach(entry -> handedIn.merge(entry.object(), entry.end(), Math::min));
      return new Ends(closed, handedIn);
    }

    long closed(LedgerEntry answer) {
      return closed.getOrDefault(attempt(answer), Long.MAX_VALUE);
    }

    long handedIn(LedgerEntry answer) {
      return handedIn.getOrDefault(attempt(answer), Long.MAX_VALUE);
    }

    /** Whether an answer was accepted before either, whatever any other clock says. */
    boolean isBefore(LedgerEntry answer) {
      long known = answer.outcome() == Outcome.ACKNOWLEDGED ? answer.end() : answer.t();
      return known <= Math.min(closed(answer), handedIn(answer));
    }

    private static String attempt(LedgerEntry answer) {
      return answer.object().replaceFirst("/.*", "");
    }
  }

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
    List<LedgerEntry> answers = ground.of("answer");
    tally.checked(answers.size());
    Ends ends = Ends.of(ground);
    for (LedgerEntry answer : answers) {
      if (answer.outcome() == Outcome.ACKNOWLEDGED) {
        compare(answer, ends.closed(answer), "its end", ground, tally);
        compare(answer, ends.handedIn(answer), "it was handed in", ground, tally);
      }
    }
    Set<String> inTime =
        answers.stream()
            .filter(answer -> answer.outcome() != Outcome.REFUSED && ends.isBefore(answer))
            .map(answer -> answer.object() + "/" + answer.sequence())
            .collect(Collectors.toSet());
    for (Late late : stored(ground)) {
      // A pod whose clock is wrong writes it down wrong: where it is known better, that counts.
      if (!inTime.contains(late.answer() + "/" + late.sequence())) {
        tally.wrong(late.answer(), late.sentence(), ground.written(late.user(), late.answer()));
      }
    }
  }

  private static void compare(
      LedgerEntry answer, long end, String what, Ground ground, Tally tally) {
    if (answer.t() > end) {
      tally.wrong(
          answer.object(),
          "sent %d ms after %s, and acknowledged".formatted(answer.t() - end, what),
          ground.written(answer.user(), Set.of(answer.object(), Ends.attempt(answer))));
    }
  }

  private static List<Late> stored(Ground ground) throws SQLException {
    return ground.query(
        LATE,
        row ->
            new Late(
                row.getLong("user_id"),
                "attempt:%d/question:%d"
                    .formatted(row.getLong("attempt_id"), row.getLong("question_id")),
                row.getLong("sequence"),
                "saved at %s; the deadline was %s, the grace %d s, and it was handed in at %s"
                    .formatted(
                        row.getString("saved_at"),
                        row.getString("deadline_at"),
                        row.getLong("grace_seconds"),
                        row.getString("submitted_at"))));
  }
}
