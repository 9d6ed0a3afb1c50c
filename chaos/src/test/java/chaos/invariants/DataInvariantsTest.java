package chaos.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import loadtests.plan.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reports.run.Experiment.Invariant;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;
import reports.run.RunFolder;

/**
 * Each rule on the platform's tables: what a healthy platform leaves holds, and what each defect
 * leaves is caught by the rule that is there for it, by its key, and by no other.
 */
final class DataInvariantsTest {
  private static final Set<Kind> EVERYTHING = EnumSet.allOf(Kind.class);

  private static PlatformTables tables;

  private final List<LedgerEntry> ledger = new ArrayList<>();
  private final List<Operation> history = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    tables = PlatformTables.start();
  }

  @AfterAll
  static void stop() throws Exception {
    tables.close();
  }

  /** Learner 1 took the course, finished it and sat the exam; learner 2 was refused a key. */
  @BeforeEach
  void leaveWhatAHealthyPlatformLeaves() throws SQLException {
    tables.reset();
    tables.run("INSERT INTO enrolments (user_id, course_id, created_at) VALUES (1, 1, NOW(3))");
    tables.run("UPDATE courses SET seats_taken = 1");
    tables.run(
        "INSERT INTO notifications (user_id, kind, title, link, created_at)"
            + " VALUES (1, 'enrolment', 't', '/courses/1', NOW(3))");
    key(1, "e1", 201);
    write("enrolment", "e1", 1, "course:1", null, Outcome.ACKNOWLEDGED, 201);

    tables.run(
        "INSERT INTO lesson_progress (user_id, lesson_id, course_id, completed_at,"
            + " video_position_seconds, updated_at) VALUES (1, 1, 1, NOW(3), 40, NOW(3)),"
            + " (1, 2, 1, NOW(3), 0, NOW(3))");
    write("position", "p1", 1, "lesson:1", 30L, Outcome.ACKNOWLEDGED, 200);
    write("position", "p2", 1, "lesson:1", 40L, Outcome.ACKNOWLEDGED, 200);
    tables.run(
        "INSERT INTO certificates (code, user_id, course_id, issued_at)"
            + " VALUES ('AAAA', 1, 1, NOW(3))");

    attempt(1, 1, 1);
    attempt(2, 1, 2);
    answer(1, 1, "2026-01-01 10:00:59");
    answer(1, 2, "2026-01-01 10:01:05");
    write("attempt", "a1", 1, "quiz:1", null, Outcome.ACKNOWLEDGED, 201);
    String answered = "attempt:1/question:1";
    write("answer", answered + "/1", 1, answered, 1L, Outcome.ACKNOWLEDGED, 200);

    key(2, "r1", 409);
    write("enrolment", "r1", 2, "course:1", null, Outcome.REFUSED, 409);

    history.add(look(0, 10, 1, 1, false));
    history.add(enrol(20, 30, "w1"));
    history.add(look(40, 50, 1, 1, true));
    history.add(LedgerRulesTest.readBack(1, "course:1", "enrolled"));
  }

  @Test
  void whatAHealthyPlatformLeavesHolds() {
    assertThat(checked())
        .hasSize(10)
        .allSatisfy(
            invariant -> {
              assertThat(invariant.outcome().name()).as(invariant.toString()).isEqualTo("HELD");
              assertThat(invariant.checked()).isPositive();
            });
  }

  @Test
  void moreLearnersThanSeatsAreCaught() throws SQLException {
    tables.run(
        "INSERT INTO enrolments (user_id, course_id, created_at)"
            + " VALUES (2, 1, NOW(3)), (3, 1, NOW(3))");
    tables.run("UPDATE courses SET seats_taken = 3");
    caught("seats-within-bounds", "course:1", "3 learners take 2 seats");
  }

  @Test
  void aSeatThatWasTakenTwiceByOneLearnerIsCaught() throws SQLException {
    tables.run("UPDATE courses SET seats_taken = 2");
    caught("seats-within-bounds", "course:1", "2 seats are taken by 1 learners");
  }

  @Test
  void aSeatThatNobodyCountedIsCaught() throws SQLException {
    tables.run("UPDATE courses SET seats_taken = 0");
    caught("seats-within-bounds", "course:1", "0 seats are taken by 1 learners");
  }

  @Test
  void anEnrolmentThatWasMadeTwiceIsCaught() throws SQLException {
    tables.run("INSERT INTO enrolments (user_id, course_id, created_at) VALUES (1, 1, NOW(3))");
    tables.run("UPDATE courses SET seats_taken = 2");
    caught("one-effect-per-key", "user:1/course:1", "2 enrolments instead of one");
  }

  @Test
  void aLearnerWhoWasToldTwiceOfOneEnrolmentIsCaught() throws SQLException {
    tables.run(
        "INSERT INTO notifications (user_id, kind, title, link, created_at)"
            + " VALUES (1, 'enrolment', 't', '/courses/1', NOW(3))");
    caught("one-effect-per-key", "user:1/courses/1", "told 2 times of one enrolment");
  }

  @Test
  void twoNotesOfOtherThingsAreNotMistakenForOne() throws SQLException {
    tables.run(
        "INSERT INTO notifications (user_id, kind, title, link, created_at)"
            + " VALUES (1, 'enrolment', 't', '/courses/2', NOW(3)),"
            + " (1, 'certificate', 't', '/courses/1', NOW(3)),"
            + " (2, 'enrolment', 't', '/courses/1', NOW(3))");
    assertThat(violated()).isEmpty();
  }

  @Test
  void whatWasRefusedAndDoneIsCaught() throws SQLException {
    tables.run("UPDATE idempotency_keys SET status = 201 WHERE user_id = 2");
    caught(
        "refused-leaves-nothing",
        "user:2/course:1",
        "refused with 409, and its key r1 says that it was done (201)");
  }

  @Test
  void theSameKeyOfSomebodyElseIsNoContradiction() throws SQLException {
    key(3, "r1", 201);
    assertThat(violated()).isEmpty();
  }

  @Test
  void twoCertificatesOfOneCourseAreCaught() throws SQLException {
    tables.run(
        "INSERT INTO certificates (code, user_id, course_id, issued_at)"
            + " VALUES ('BBBB', 1, 1, NOW(3))");
    caught("certificates-unique", "user:1/course:1", "2 certificates instead of one");
  }

  @Test
  void twoCertificatesOfOneCodeAreCaught() throws SQLException {
    tables.run(
        "INSERT INTO certificates (code, user_id, course_id, issued_at)"
            + " VALUES ('AAAA', 1, 2, NOW(3))");
    caught("certificates-unique", "code:AAAA", "2 certificates instead of one");
  }

  @Test
  void aCertificateForACourseThatIsNotFinishedIsCaught() throws SQLException {
    tables.run("UPDATE lesson_progress SET completed_at = NULL WHERE lesson_id = 2");
    caught("certificates-unique", "user:1/course:1", "a certificate without all lessons completed");
  }

  @Test
  void aPositionThatWasStoredAndIsGoneIsCaught() throws SQLException {
    tables.run("UPDATE lesson_progress SET video_position_seconds = 35 WHERE lesson_id = 1");
    caught(
        "progress-forward",
        "user:1/lesson:1",
        "the platform said that 40 s are stored, and the database holds 35 s");
  }

  @Test
  void aPositionThatWentBackwardsBetweenAnswersIsCaught() {
    write("position", "p3", 1, "lesson:1", 20L, Outcome.ACKNOWLEDGED, 200);
    caught("progress-forward", "user:1/lesson:1", "40 s were stored and later 20 s");
  }

  @Test
  void aPositionThatNobodyAnsweredIsNoPromise() {
    write("position", "p3", 1, "lesson:1", 90L, Outcome.UNKNOWN, null);
    assertThat(violated()).isEmpty();
  }

  @Test
  void aGapInTheNumbersOfAttemptsIsCaught() throws SQLException {
    tables.run("UPDATE attempts SET number = 3 WHERE number = 2");
    caught("attempts-gapless", "user:1/quiz:1", "2 attempts have 2 numbers from 1 to 3");
  }

  @Test
  void twoAttemptsOfOneNumberAreCaught() throws SQLException {
    attempt(3, 1, 2);
    caught("attempts-gapless", "user:1/quiz:1", "3 attempts have 2 numbers from 1 to 2");
  }

  @Test
  void anAnswerAfterDeadlineAndGraceIsCaught() throws SQLException {
    answer(2, 7, "2026-01-01 10:01:05.001");
    caught("answers-in-time", "attempt:2/question:7", "saved at 2026-01-01 10:01:05.001");
  }

  @Test
  void anAnswerAfterTheAttemptWasHandedInIsCaught() throws SQLException {
    tables.run("UPDATE attempts SET submitted_at = '2026-01-01 10:01:00' WHERE id = 1");
    caught("answers-in-time", "attempt:1/question:2", "handed in at 2026-01-01 10:01:00");
  }

  @Test
  void somebodyElsesPageIsCaught() {
    history.add(look(60, 70, 1, 2, true));
    caught("sessions-apart", "user:1/course:1", "a session of user 1 was shown the page of user 2");
  }

  @Test
  void anEnrolmentThatWasForgottenIsCaught() {
    history.add(look(60, 70, 1, 1, false));
    caught("enrolments-linearizable", "user:1/course:1", "no order of these operations");
  }

  @Test
  void aSearchThatEndsTooEarlySaysThatItDoesNotKnow() {
    Invariant invariant = new EnrolmentsLinearizable(1).on(ground());
    assertThat(invariant.outcome().name()).isEqualTo("UNKNOWN");
    assertThat(invariant.note()).contains("took too long");
  }

  @Test
  void aDatabaseThatDoesNotAnswerLeavesEveryRuleOfDataOpen() throws Exception {
    Connection gone = tables.open();
    gone.close();
    Invariant invariant = new SeatsWithinBounds().on(new Ground(ledger, history, List.of(), gone));
    assertThat(invariant.outcome().name()).isEqualTo("UNKNOWN");
    assertThat(invariant.note()).startsWith("the database could not be asked");
  }

  @Test
  void whereNothingWasWrittenNothingIsSaidToHold() throws SQLException {
    tables.reset();
    ledger.clear();
    history.clear();
    assertThat(checked())
        .allSatisfy(invariant -> assertThat(invariant.outcome().name()).isEqualTo("UNKNOWN"));
  }

  @Test
  void ofWhatTheLoadWasNotToWriteNothingIsSaid() {
    ledger.removeIf(entry -> entry.kind().equals("position"));

    Invariant planned = progress(EVERYTHING);
    Invariant exam = progress(Set.of(Kind.QUIZ_START, Kind.QUIZ_ANSWER));

    assertThat(planned.outcome().name()).isEqualTo("UNKNOWN");
    assertThat(exam.outcome().name()).isEqualTo("NOT_APPLICABLE");
    assertThat(exam.note()).isEqualTo("the load plans no such write");
  }

  @Test
  void whatIsWrongIsCaughtWhateverTheLoadWasToWrite() throws SQLException {
    tables.run("UPDATE lesson_progress SET video_position_seconds = 35 WHERE lesson_id = 1");

    assertThat(progress(Set.of()).outcome().name()).isEqualTo("VIOLATED");
  }

  private Invariant progress(Set<Kind> planned) {
    return DataInvariants.check(ground(), planned).stream()
        .filter(each -> each.name().equals("progress-forward"))
        .findFirst()
        .orElseThrow();
  }

  /** One rule is violated, by this key and for this reason, and no other. */
  private void caught(String rule, String key, String why) {
    assertThat(violated()).extracting(Invariant::name).containsExactly(rule);
    assertThat(violated().getFirst().violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.key()).isEqualTo(key);
              assertThat(violation.sentence()).contains(why);
            });
  }

  private List<Invariant> violated() {
    return checked().stream()
        .filter(invariant -> invariant.outcome().name().equals("VIOLATED"))
        .toList();
  }

  private List<Invariant> checked() {
    return DataInvariants.check(ground(), EVERYTHING);
  }

  private Ground ground() {
    return new Ground(ledger, history, List.of(), tables.connection());
  }

  private void write(
      String kind,
      String id,
      long user,
      String object,
      @Nullable Long sequence,
      Outcome outcome,
      @Nullable Integer status) {
    long begin = 10L * ledger.size();
    ledger.add(
        new LedgerEntry(
            RunFolder.SCHEMA,
            begin,
            begin + 5,
            kind,
            id,
            user,
            object,
            sequence,
            null,
            outcome,
            status));
  }

  private static void key(long user, String key, int status) throws SQLException {
    tables.run(
        "INSERT INTO idempotency_keys (user_id, idempotency_key, request_hash, status, body, created_at) VALUES (%d, '%s', REPEAT('x', 32), %d, '{}', NOW(3))"
            .formatted(user, key, status));
  }

  /** One of quiz 1, begun at ten o'clock. */
  private static void attempt(long id, long user, int number) throws SQLException {
    tables.run(
        ("INSERT INTO attempts (id, quiz_id, user_id, number, shuffle_seed, started_at,"
                + " deadline_at) VALUES (%d, 1, %d, %d, 1, '2026-01-01 10:00:00',"
                + " '2026-01-01 10:01:00')")
            .formatted(id, user, number));
  }

  private static void answer(long attempt, long question, String at) throws SQLException {
    tables.run(
        "INSERT INTO answers VALUES (%d, %d, 1, 'a', '%s')".formatted(attempt, question, at));
  }

  private static Operation look(long begin, long end, long user, long shown, boolean enrolled) {
    return new Operation(
        RunFolder.SCHEMA,
        begin,
        end,
        1,
        Operation.LOOK,
        user,
        "course:1",
        null,
        Outcome.ACKNOWLEDGED,
        200,
        enrolled,
        shown,
        null);
  }

  private static Operation enrol(long begin, long end, String key) {
    return new Operation(
        RunFolder.SCHEMA,
        begin,
        end,
        1,
        Operation.ENROL,
        1,
        "course:1",
        key,
        Outcome.ACKNOWLEDGED,
        201,
        null,
        null,
        null);
  }
}
