package loadtests.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reports.run.Audit;
import reports.run.LedgerEntry.Outcome;

/**
 * A healthy run with writes of each kind, then one defect a test: each must be found, by id; and
 * what is unusual and right must not be.
 */
@Timeout(120)
final class AuditorTest {
  private static final Outcome DONE = Outcome.ACKNOWLEDGED;

  private final AuditedDatabase database = AuditedDatabase.shared();
  private final LedgerInTheMaking ledger = new LedgerInTheMaking();
  @TempDir private Path runs;
  private Watermark before = Watermark.NOTHING;

  @BeforeEach
  void aHealthyRun() throws SQLException {
    database.empty();
    before = Watermark.take(database::open);
    run("INSERT INTO enrolments VALUES (NULL, 1, 3, NOW3, NULL)");
    done("enrolment", "k1", "course:3", null);
    run(
        "INSERT INTO attempts "
            + AuditedDatabase.ATTEMPT
            + " VALUES (12, 5, 1, 1, 0, NOW3, NULL, NOW3, 3, 4)");
    key("k2", 201, "{\"attemptId\":12,\"quizId\":5}");
    add("attempt", "k2", "quiz:5", null, null, DONE, 10);
    run("INSERT INTO answers VALUES (12, 7, 2, 'b', NOW3)");
    add("answer", "12/7/1", "attempt:12/question:7", 1L, "a", DONE, 20);
    add("answer", "12/7/2", "attempt:12/question:7", 2L, "b", DONE, 30);
    done("submission", "k3", "attempt:12", null);
    run(AuditedDatabase.PROGRESS + "(1, 41, 3, NOW3, 90, NOW3)");
    done("completion", "k4", "lesson:41", null);
    add("position", "p1", "lesson:41", 60L, "60", DONE, 40);
    add("position", "p2", "lesson:41", 60L, "90", DONE, 50);
    run("INSERT INTO ratings VALUES (1, 3, 4, 'good', NOW3)");
    done("rating", "k5", "course:3", "4|good");
  }

  @Test
  void findsNothingWrongInAHealthyRun() {
    Audit audit = audit();

    assertThat(problems(audit)).isEmpty();
    assertThat(audit.complete()).isTrue();
    assertThat(audit.writes()).isEqualTo(new Audit.Writes(9, 0, 0, 9));
    assertThat(audit.byKind().get("answer")).isEqualTo(new Audit.Effects(2, 2, 0));
    assertThat(audit.byKind()).hasSize(7);
    assertThat(audit.keys()).isEqualTo(new Audit.Keys(5, 0, 5));
    var server = Objects.requireNonNull(audit.database());
    assertThat(server.flushLogAtTrxCommit()).isEqualTo(1);
    assertThat(server.product()).isEqualTo("MariaDB");
  }

  @Test
  void findsALostEnrolment() throws SQLException {
    run("DELETE FROM enrolments");
    assertThat(problems(audit())).containsExactly("lost k1");
  }

  @Test
  void findsALostIdempotencyKey() throws SQLException {
    run("DELETE FROM idempotency_keys WHERE idempotency_key = 'k1'");
    assertThat(problems(audit())).containsExactly("lost k1");
  }

  @Test
  void findsALostAnswer() throws SQLException {
    run("DELETE FROM answers");
    assertThat(problems(audit())).containsExactly("lost 12/7/1", "lost 12/7/2");
  }

  @Test
  void findsAnAnswerThatAnOlderOneReplaced() throws SQLException {
    run("UPDATE answers SET sequence = 1, value = 'a'");
    assertThat(problems(audit())).containsExactly("lost 12/7/2");
  }

  @Test
  void findsAValueThatWasNeverSent() throws SQLException {
    run("UPDATE answers SET value = 'c'");
    assertThat(problems(audit()))
        .containsExactly("lost 12/7/2", "invented attempt:12/question:7/sequence:2");
  }

  @Test
  void findsASequenceThatWasNeverSent() throws SQLException {
    run("UPDATE answers SET sequence = 9");
    assertThat(problems(audit())).containsExactly("invented attempt:12/question:7/sequence:9");
  }

  @Test
  void findsALostSubmissionCompletionPositionAndRating() throws SQLException {
    run("UPDATE attempts SET submitted_at = NULL");
    run("UPDATE lesson_progress SET completed_at = NULL, video_position_seconds = 0");
    run("DELETE FROM ratings");
    assertThat(problems(audit()))
        .containsExactlyInAnyOrder("lost k3", "lost k4", "lost p1", "lost p2", "lost k5");
  }

  @Test
  void findsALostAttempt() throws SQLException {
    run("DELETE FROM attempts");
    assertThat(problems(audit())).containsExactlyInAnyOrder("lost k2", "lost k3");
  }

  @Test
  void findsAPositionThatWentBackwards() throws SQLException {
    run("UPDATE lesson_progress SET video_position_seconds = 30");
    assertThat(problems(audit()))
        .containsExactly("lost p1", "lost p2", "invented user:1/lesson:41");
  }

  @Test
  void findsADoubledEnrolment() throws SQLException {
    run("INSERT INTO enrolments VALUES (NULL, 1, 3, NOW3, NULL)");
    assertThat(problems(audit())).containsExactly("doubled k1");
  }

  @Test
  void findsADoubledAttempt() throws SQLException {
    run(
        "INSERT INTO attempts "
            + AuditedDatabase.ATTEMPT
            + " VALUES (13, 5, 1, 2, 0, NOW3, NULL, NULL, NULL, NULL)");
    assertThat(problems(audit())).containsExactly("doubled k2");
  }

  @Test
  void findsWhatNobodyAskedFor() throws SQLException {
    run("INSERT INTO enrolments VALUES (NULL, 1, 8, NOW3, NULL)");
    run(
        "INSERT INTO attempts "
            + AuditedDatabase.ATTEMPT
            + " VALUES (13, 6, 1, 1, 0, NOW3, NULL, NOW3, 1, 1)");
    run("INSERT INTO answers VALUES (12, 8, 1, 'x', NOW3)");
    run(AuditedDatabase.PROGRESS + "(1, 42, 3, NOW3, 0, NOW3)");
    run(AuditedDatabase.PROGRESS + "(1, 43, 3, NULL, 5, NOW3)");
    run("INSERT INTO ratings VALUES (1, 9, 1, 'bad', NOW3)");
    key("stranger", 200, "{}");
    assertThat(problems(audit()))
        .containsExactlyInAnyOrder(
            "invented user:1",
            "invented attempt:13",
            "invented attempt:13",
            "invented attempt:12/question:8",
            "invented user:1",
            "invented user:1/lesson:43",
            "invented user:1/course:9",
            "invented stranger");
  }

  @Test
  void findsRefusedWritesThatHappened() throws SQLException {
    run("INSERT INTO enrolments VALUES (NULL, 1, 8, NOW3, NULL)");
    add("enrolment", "k8", "course:8", null, null, Outcome.REFUSED, 60);
    add("answer", "12/7/3", "attempt:12/question:7", 3L, "c", Outcome.REFUSED, 61);
    run("UPDATE answers SET sequence = 3, value = 'c'");
    assertThat(problems(audit()))
        .containsExactlyInAnyOrder("invented k8", "invented attempt:12/question:7/sequence:3");
  }

  @Test
  void findsARatingThatAnOlderOneReplaced() throws SQLException {
    add("rating", "k6", "course:3", null, "5|better", DONE, 200);
    key("k6", 200, "{}");
    assertThat(problems(audit())).containsExactly("lost k6");
  }

  @Test
  void findsAnUnknownWriteThatHappenedTwice() throws SQLException {
    add("attempt", "k9", "quiz:6", null, null, Outcome.UNKNOWN, 61);
    run(
        "INSERT INTO attempts "
            + AuditedDatabase.ATTEMPT
            + " VALUES (13, 6, 1, 1, 0, NOW3, NULL, NULL, NULL, NULL)");
    run(
        "INSERT INTO attempts "
            + AuditedDatabase.ATTEMPT
            + " VALUES (14, 6, 1, 2, 0, NOW3, NULL, NULL, NULL, NULL)");
    key("k9", 201, "{\"attemptId\":13}");
    assertThat(problems(audit())).containsExactly("doubled k9");
  }

  @Test
  void acceptsANewerAnswerThanTheLastAcknowledgedOne() throws SQLException {
    add("answer", "12/7/3", "attempt:12/question:7", 3L, "c", Outcome.UNKNOWN, 60);
    run("UPDATE answers SET sequence = 3, value = 'c'");
    assertThat(problems(audit())).isEmpty();
  }

  @Test
  void acceptsUnknownWritesThatHappened() throws SQLException {
    add("enrolment", "k8", "course:8", null, null, Outcome.UNKNOWN, 60);
    run("INSERT INTO enrolments VALUES (NULL, 1, 8, NOW3, NULL)");
    key("k8", 201, "{}");
    add("attempt", "k9", "quiz:6", null, null, Outcome.UNKNOWN, 61);
    run(
        "INSERT INTO attempts "
            + AuditedDatabase.ATTEMPT
            + " VALUES (13, 6, 1, 1, 0, NOW3, NULL, NULL, NULL, NULL)");
    key("k9", 201, "{\"attemptId\": 13}");
    add("rating", "k7", "course:3", null, "5|better", Outcome.UNKNOWN, 150);
    run("UPDATE ratings SET stars = 5, comment = 'better'");
    key("k7", 200, "{}");
    assertThat(problems(audit())).isEmpty();
  }

  @Test
  void acceptsUnknownWritesThatDidNotHappen() {
    add("enrolment", "k8", "course:8", null, null, Outcome.UNKNOWN, 60);
    add("attempt", "k9", "quiz:6", null, null, Outcome.UNKNOWN, 61);
    add("answer", "12/9/1", "attempt:12/question:9", 1L, "z", Outcome.UNKNOWN, 62);
    assertThat(problems(audit())).isEmpty();
  }

  @Test
  void acceptsSeededRowsThatNobodySentInThisRun() throws SQLException {
    run("INSERT INTO enrolments VALUES (-5, 1, 8, '2026-01-01', NULL)");
    run(
        "INSERT INTO attempts "
            + AuditedDatabase.ATTEMPT
            + " VALUES (11, 6, 1, 1, 0, '2026-01-01', NULL, '2026-01-02', 1, 1)");
    run("INSERT INTO answers VALUES (11, 8, 1, 'x', '2026-01-01')");
    run(AuditedDatabase.PROGRESS + "(1, 42, 3, '2026-01-01', 7, '2026-01-01')");
    run("INSERT INTO ratings VALUES (1, 9, 1, 'bad', '2026-01-01')");
    before = new Watermark(0, 11, before.micros(), positions());
    assertThat(problems(audit())).isEmpty();
  }

  @Test
  void acceptsThatThePlatformSubmitsAnAttemptAfterItsDeadline() throws SQLException {
    ledger.removeIf(entry -> entry.kind().equals("submission"));
    run("DELETE FROM idempotency_keys WHERE idempotency_key = 'k3'");
    run("UPDATE attempts SET deadline_at = NOW3");
    run("UPDATE attempts SET submitted_at = deadline_at + INTERVAL 1 SECOND");
    assertThat(problems(audit())).isEmpty();
  }

  @Test
  void acceptsThePositionThatThePlatformSaidIsStoredAndNoLaterOne() throws SQLException {
    run("UPDATE lesson_progress SET video_position_seconds = 60");
    assertThat(problems(audit())).isEmpty();
  }

  @Test
  void acceptsASeededPositionThatACompletionTouchedAfterAPositionOfUnknownFate()
      throws SQLException {
    run("UPDATE lesson_progress SET video_position_seconds = 562, completed_at = NULL");
    before = new Watermark(before.enrolment(), before.attempt(), before.micros(), positions());
    ledger.removeIf(entry -> entry.kind().equals("position"));
    add("position", "p3", "lesson:41", null, "6", Outcome.UNKNOWN, 55);
    run("UPDATE lesson_progress SET completed_at = NOW3, updated_at = NOW3");
    assertThat(problems(audit())).isEmpty();

    run("UPDATE lesson_progress SET video_position_seconds = 563");
    assertThat(problems(audit())).containsExactly("invented user:1/lesson:41");
  }

  @Test
  void findsAPositionThatNobodySentInALessonThatWasCompleted() throws SQLException {
    ledger.removeIf(entry -> entry.kind().equals("position"));
    assertThat(problems(audit())).containsExactly("invented user:1/lesson:41");
  }

  @Test
  void findsWhatWasWrittenForAccountsThatSentNothing() throws SQLException {
    run("INSERT INTO enrolments VALUES (NULL, 77, 8, NOW3, NULL)");
    run(
        "INSERT INTO attempts "
            + AuditedDatabase.ATTEMPT
            + " VALUES (13, 6, 78, 1, 0, NOW3, NULL, NULL, NULL, NULL)");
    run(AuditedDatabase.PROGRESS + "(79, 42, 3, NOW3, 0, NOW3)");
    run(AuditedDatabase.PROGRESS + "(80, 43, 3, NULL, 5, NOW3)");
    run("INSERT INTO ratings VALUES (81, 9, 1, 'bad', NOW3)");
    run(
        "INSERT INTO idempotency_keys (user_id, idempotency_key, request_hash, status, body, created_at) VALUES (82, 'nobody', UNHEX(SHA2('', 256)), 200, '', NOW3)");
    assertThat(problems(audit()))
        .containsExactlyInAnyOrder(
            "invented user:77",
            "invented attempt:13",
            "invented user:79",
            "invented user:80/lesson:43",
            "invented user:81/course:9",
            "invented nobody");
  }

  @Test
  void acceptsSeededRowsOfAccountsThatSentNothing() throws SQLException {
    database.empty();
    ledger.removeIf(_ -> true);
    run("INSERT INTO enrolments VALUES (NULL, 77, 8, '2026-01-01', NULL)");
    run(
        "INSERT INTO attempts "
            + AuditedDatabase.ATTEMPT
            + " VALUES (13, 6, 78, 1, 0, '2026-01-01', NULL, NULL, NULL, NULL)");
    run("INSERT INTO answers VALUES (13, 8, 1, 'x', '2026-01-01')");
    run(AuditedDatabase.PROGRESS + "(79, 42, 3, '2026-01-01', 7, '2026-01-01')");
    run("INSERT INTO ratings VALUES (81, 9, 1, 'bad', '2026-01-01')");
    before = Watermark.take(database::open);
    assertThat(problems(audit())).isEmpty();
  }

  @Test
  void takesForOldWhatAClockThatWasAheadHadStampedBeforeTheLoad() throws SQLException {
    database.empty();
    ledger.removeIf(_ -> true);
    run(
        "INSERT INTO attempts "
            + AuditedDatabase.ATTEMPT
            + " VALUES (13, 6, 78, 1, 0, '2026-01-01', NULL, NULL, NULL, NULL)");
    run("INSERT INTO answers VALUES (13, 8, 1, 'x', NOW3 + INTERVAL 1 SECOND)");
    before = Watermark.take(database::open);
    assertThat(problems(audit())).isEmpty();
  }

  @Test
  void aDatabaseThatIsGoneLeavesAllWritesUndecidedAndTheAuditIncomplete() {
    Connections gone =
        () -> {
          throw new SQLException("connection refused");
        };
    Audit audit = new Auditor(ledger.write(runs), before).audit(gone, null, _ -> {});

    assertThat(audit.complete()).isFalse();
    assertThat(audit.reason()).contains("connection refused");
    assertThat(audit.undecided().count()).isEqualTo(9);
  }

  @Test
  void aKindThatTheAuditDoesNotKnowIsUndecided() {
    add("payment", "x1", "course:3", null, null, DONE, 60);
    assertThat(problems(audit())).containsExactly("undecided x1");
  }

  private Audit audit() {
    return new Auditor(ledger.write(runs), before).audit(database::open, null, _ -> {});
  }

  private SeededPositions positions() throws SQLException {
    return Watermark.take(database::open).positions();
  }

  private static List<String> problems(Audit audit) {
    List<String> problems = new ArrayList<>();
    audit.lost().ids().forEach(each -> problems.add("lost " + each.id()));
    audit.doubled().ids().forEach(each -> problems.add("doubled " + each.id()));
    audit.invented().ids().forEach(each -> problems.add("invented " + each.id()));
    audit.undecided().ids().forEach(each -> problems.add("undecided " + each.id()));
    return problems;
  }

  private void done(String kind, String key, String object, @Nullable String value)
      throws SQLException {
    key(key, 200, "{}");
    add(kind, key, object, null, value, DONE, 100);
  }

  private void key(String key, int status, String body) throws SQLException {
    run(
        "INSERT INTO idempotency_keys (user_id, idempotency_key, request_hash, status, body, created_at) VALUES (1, '%s', UNHEX(SHA2('%s', 256)), %d, '%s', NOW3)"
            .formatted(key, key, status, body));
  }

  private void add(
      String kind,
      String id,
      String object,
      @Nullable Long sequence,
      @Nullable String value,
      Outcome outcome,
      long at) {
    ledger.add(kind, id, object, sequence, value, outcome, at);
  }

  private void run(String sql) throws SQLException {
    database.execute(sql.replace("NOW3", "UTC_TIMESTAMP(3)"));
  }
}
