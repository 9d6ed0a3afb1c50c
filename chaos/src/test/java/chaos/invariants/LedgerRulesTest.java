package chaos.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reports.run.Experiment.Invariant;
import reports.run.Experiment.Violation;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;
import reports.run.RunFolder;
import reports.run.Stranger;

/** What rules make of the ledger's own times, of what was refused, shown and read back. */
final class LedgerRulesTest {
  private static final String PROGRESS =
      "(user_id, lesson_id, course_id, completed_at, video_position_seconds, updated_at)";

  /** Attempts of {@link PlatformTables} have a minute from ten o'clock on, and 5 s of grace. */
  private static final long END = Instant.parse("2026-01-01T10:01:05Z").toEpochMilli();

  /** By how much clocks may differ. */
  private static final long CLOCKS = 1_000;

  private static final String ANSWER = "attempt:1/question:7";

  private static PlatformTables tables;

  private final List<LedgerEntry> ledger = new ArrayList<>();
  private final List<Operation> history = new ArrayList<>();
  private final List<Stranger> strangers = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    tables = PlatformTables.start();
  }

  @AfterAll
  static void stop() throws Exception {
    tables.close();
  }

  @BeforeEach
  void reset() throws SQLException {
    tables.reset();
    tables.run(
        "INSERT INTO attempts (id, quiz_id, user_id, number, shuffle_seed, started_at, deadline_at)"
            + " VALUES (1, 1, 1, 1, 1, '2026-01-01 10:00:00', '2026-01-01 10:01:00')");
  }

  @Test
  void anAnswerThatWasSentAfterTheEndAndAcknowledgedIsCaughtWhateverThePodsClockWroteDown()
      throws SQLException {
    tables.run("INSERT INTO answers VALUES (1, 7, 1, 'a', '2026-01-01 10:00:30')");
    answer(END + CLOCKS + 1, Outcome.ACKNOWLEDGED);

    Violation violation = caught(new AnswersInTime(), ANSWER);
    assertThat(violation.sentence()).isEqualTo("sent 1 ms after its end, and acknowledged");
    assertThat(violation.history()).singleElement().asString().contains("answer " + ANSWER);
  }

  @Test
  void anAnswerThatWasSentInTimeOrRefusedIsNot() {
    answer(END + CLOCKS, Outcome.ACKNOWLEDGED);
    answer(END + CLOCKS + 1, Outcome.REFUSED);
    answer(END + CLOCKS + 1, Outcome.UNKNOWN);

    Invariant invariant = new AnswersInTime().on(ground());
    assertThat(invariant.outcome().name()).isEqualTo("HELD");
    assertThat(invariant.checked()).isEqualTo(3);
  }

  @Test
  void anAnswerThatWasSentAfterTheAttemptWasHandedInAndAcknowledgedIsCaught() {
    write(100, 200, "submission", "s1", "attempt:1", null, null, Outcome.ACKNOWLEDGED);
    answer(150, Outcome.ACKNOWLEDGED);
    answer(201, Outcome.ACKNOWLEDGED);

    assertThat(caught(new AnswersInTime(), ANSWER).sentence())
        .isEqualTo("sent 1 ms after it was handed in, and acknowledged");
  }

  /** A pod's clock is ahead: what it saved in time was saved later than the other pod closed it. */
  @Test
  void anAnswerThatWasAcknowledgedInTimeIsNotLateByAPodsWrongClock() throws SQLException {
    tables.run("INSERT INTO answers VALUES (1, 7, 1, 'x', '2026-01-01 10:02:00')");
    tables.run("UPDATE attempts SET submitted_at = '2026-01-01 10:00:50'");
    answer(END - 20_000, Outcome.ACKNOWLEDGED);
    assertThat(new AnswersInTime().on(ground()).outcome().name()).isEqualTo("HELD");

    write(0, 10, "submission", "s1", "attempt:1", null, null, Outcome.ACKNOWLEDGED);
    assertThat(new AnswersInTime().on(ground()).outcome().name()).isEqualTo("VIOLATED");
  }

  @Test
  void aSubmissionThatNobodyAcknowledgedEndsNoAttempt() {
    write(100, 200, "submission", "s1", "attempt:1", null, null, Outcome.UNKNOWN);
    answer(300, Outcome.ACKNOWLEDGED);

    assertThat(new AnswersInTime().on(ground()).outcome().name()).isEqualTo("HELD");
  }

  @Test
  void whatALearnerOfTheLoadWasShownOfSomebodyElseIsCaught() {
    answer(1_000, Outcome.ACKNOWLEDGED);
    strangers.add(new Stranger(RunFolder.SCHEMA, 2_000, "grades", "/grades", 1, 17));

    Violation violation = caught(new SessionsApart(), "user:1");
    assertThat(violation.sentence())
        .isEqualTo("a session of user 1 that asked for /grades was shown what is user 17's");
    assertThat(violation.history()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "enrolment, course:1, , enrolled, not enrolled",
    "completion, lesson:1, , completed 0, open 40",
    "submission, attempt:1, , submitted, open",
    "position, lesson:1, 40, open 40, completed 39",
    "answer, attempt:1/question:7, 3, 3, 2",
    "answer, attempt:1/question:7, 3, 4, no answer",
  })
  void whatWasAcknowledgedAndIsNotShownAtTheEndIsCaught(
      String kind, String object, @Nullable Long sequence, String whole, String lost) {
    write(0, 10, kind, "k1", object, sequence, null, Outcome.ACKNOWLEDGED);
    history.add(readBack(1, object, whole));
    Invariant held = new ReadBackByHttp().on(ground());
    assertThat(held.outcome().name()).isEqualTo("HELD");
    assertThat(held.checked()).isEqualTo(1);

    history.add(readBack(1, object, lost));
    Violation violation = caught(new ReadBackByHttp(), "user:1/" + object);
    assertThat(violation.sentence())
        .isEqualTo(kind + " k1 was acknowledged, and the platform shows: " + lost);
    assertThat(violation.history()).hasSize(2);
  }

  @Test
  void whatNobodyAcknowledgedNeedNotBeShown() {
    write(0, 10, "enrolment", "k1", "course:1", null, null, Outcome.UNKNOWN);
    history.add(readBack(1, "course:1", "not enrolled"));

    assertThat(new ReadBackByHttp().on(ground()).outcome().name()).isEqualTo("HELD");
  }

  @Test
  void aRefusedAnswerThatIsStoredIsCaught() throws SQLException {
    tables.run("INSERT INTO answers VALUES (1, 7, 3, 'a', '2026-01-01 10:00:30')");
    write(0, 10, "answer", ANSWER + "/3", ANSWER, 3L, "a", Outcome.REFUSED);

    assertThat(caught(new RefusedLeavesNothing(), "user:1/" + ANSWER).sentence())
        .endsWith("and what it would have left is there: 3 a");

    write(20, 30, "answer", ANSWER + "/3", ANSWER, 3L, "a", Outcome.UNKNOWN);
    assertThat(new RefusedLeavesNothing().on(ground()).outcome().name()).isEqualTo("HELD");
  }

  @Test
  void aRefusedRatingThatIsStoredBesideOneThatWasAcknowledgedIsCaught() throws SQLException {
    tables.run("INSERT INTO ratings VALUES (1, 1, 4, 'rated in r2', NOW(3))");
    write(0, 10, "rating", "r1", "course:1", null, "5|rated in r1", Outcome.ACKNOWLEDGED);
    write(20, 30, "rating", "r2", "course:1", null, "4|rated in r2", Outcome.REFUSED);

    assertThat(caught(new RefusedLeavesNothing(), "user:1/course:1").sentence())
        .startsWith("rating r2 was refused with 409");
  }

  @Test
  void aRefusedPositionThatIsStoredIsCaught() throws SQLException {
    tables.run("INSERT INTO lesson_progress " + PROGRESS + " VALUES (1, 1, 1, NULL, 50, NOW(3))");
    write(0, 10, "position", "p1", "lesson:1", 40L, "40", Outcome.ACKNOWLEDGED);
    write(20, 30, "position", "p2", "lesson:1", null, "50", Outcome.REFUSED);

    assertThat(caught(new RefusedLeavesNothing(), "user:1/lesson:1").sentence())
        .endsWith("is there: 50");
  }

  @Test
  void aRefusedCompletionThatIsDoneIsCaughtUnlessItWasDoneBeforeOrInAnotherWay()
      throws SQLException {
    tables.run(
        "INSERT INTO lesson_progress "
            + PROGRESS
            + " VALUES (1, 1, 1, NOW(3), 0, NOW(3)),"
            + " (1, 2, 1, '1969-01-01', 0, NOW(3))");
    write(0, 10, "completion", "c1", "lesson:1", null, null, Outcome.REFUSED);
    write(0, 10, "completion", "c2", "lesson:2", null, null, Outcome.REFUSED);
    assertThat(caught(new RefusedLeavesNothing(), "user:1/lesson:1").sentence())
        .endsWith("is there: completed");

    write(0, 10, "position", "p1", "lesson:1", 600L, "600", Outcome.ACKNOWLEDGED);
    assertThat(new RefusedLeavesNothing().on(ground()).outcome().name()).isEqualTo("HELD");
  }

  @Test
  void aCertificateThatIsThereTwiceIsToldWithAllThatMayHaveEarnedIt() throws SQLException {
    tables.run(
        "INSERT INTO certificates (code, user_id, course_id, issued_at)"
            + " VALUES ('AAAA', 1, 1, NOW(3)), ('BBBB', 1, 1, NOW(3))");
    tables.run(
        "INSERT INTO lesson_progress "
            + PROGRESS
            + " VALUES (1, 1, 1, NOW(3), 0, NOW(3)),"
            + " (1, 2, 1, NOW(3), 0, NOW(3))");
    write(0, 10, "completion", "c1", "lesson:1", null, null, Outcome.ACKNOWLEDGED);
    write(20, 30, "submission", "s1", "attempt:1", null, null, Outcome.ACKNOWLEDGED);
    write(40, 50, "completion", "c9", "lesson:9", null, null, Outcome.ACKNOWLEDGED);

    List<String> told = caught(new CertificatesUnique(), "user:1/course:1").history();
    assertThat(told).hasSize(4);
    assertThat(told.subList(0, 2)).anyMatch(line -> line.contains("submission s1"));
    assertThat(told.subList(2, 4)).allMatch(line -> line.contains("of user 1 for course:1"));
  }

  @Test
  void whatWasSeededIsNotCountedAsChecked() throws SQLException {
    tables.run(
        "INSERT INTO certificates (code, user_id, course_id, issued_at)"
            + " VALUES ('AAAA', 1, 7, '2025-01-01')");
    tables.run("INSERT INTO answers VALUES (1, 7, 1, 'a', '2026-01-01 10:00:30')");
    write(END, END, "rating", "r1", "course:1", null, "5|r", Outcome.ACKNOWLEDGED);

    assertThat(
            List.of(
                new CertificatesUnique(),
                new AttemptsGapless(),
                new AnswersInTime(),
                new SeatsWithinBounds()))
        .allSatisfy(rule -> assertThat(rule.on(ground()).checked()).as(rule.name()).isZero());
  }

  private static Violation caught(Invariant invariant, String key) {
    assertThat(invariant.outcome().name()).as(invariant.toString()).isEqualTo("VIOLATED");
    assertThat(invariant.violations()).singleElement().matches(each -> each.key().equals(key), key);
    return invariant.violations().getFirst();
  }

  private Violation caught(Rule rule, String key) {
    return caught(rule.on(ground()), key);
  }

  private Ground ground() {
    return new Ground(ledger, history, strangers, tables.connection());
  }

  private void answer(long sent, Outcome outcome) {
    write(sent, sent + 5, "answer", ANSWER + "/" + ledger.size(), ANSWER, 1L, "x", outcome);
  }

  private void write(
      long t,
      long end,
      String kind,
      String id,
      String object,
      @Nullable Long sequence,
      @Nullable String value,
      Outcome outcome) {
    Integer status =
        switch (outcome) {
          case ACKNOWLEDGED -> Integer.valueOf(200);
          case REFUSED -> Integer.valueOf(409);
          case UNKNOWN -> null;
        };
    ledger.add(
        new LedgerEntry(
            RunFolder.SCHEMA, t, end, kind, id, 1, object, sequence, value, outcome, status));
  }

  static Operation readBack(long user, String object, String found) {
    return new Operation(
        RunFolder.SCHEMA,
        90,
        91,
        0,
        Operation.READ,
        user,
        object,
        null,
        Outcome.ACKNOWLEDGED,
        200,
        null,
        null,
        found);
  }
}
