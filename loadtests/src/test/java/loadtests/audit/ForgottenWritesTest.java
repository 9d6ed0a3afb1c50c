package loadtests.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reports.run.Audit;
import reports.run.LedgerEntry.Outcome;

/**
 * Acknowledged writes to what was seeded: what the seed left there is not their effect. In each
 * test the platform first forgets the write but for its key, then does it.
 */
@Timeout(120)
final class ForgottenWritesTest {
  private final AuditedDatabase database = AuditedDatabase.shared();
  private final LedgerInTheMaking ledger = new LedgerInTheMaking();
  @TempDir private Path runs;
  private Watermark before = Watermark.NOTHING;

  @BeforeEach
  void aSeededDatabase() throws SQLException {
    database.empty();
    run("INSERT INTO enrolments VALUES (NULL, 1, 3, '2026-01-01', NULL)");
    run(
        "INSERT INTO attempts "
            + AuditedDatabase.ATTEMPT
            + " VALUES (11, 5, 1, 1, 0, '2026-01-01', NULL, '2026-01-02', 3, 4)");
    run(
        "INSERT INTO attempts "
            + AuditedDatabase.ATTEMPT
            + " VALUES (12, 5, 1, 2, 0, '2026-01-01', NULL, NULL, NULL, NULL)");
    run("INSERT INTO answers VALUES (12, 7, 9, 'a', '2026-01-01')");
    run(AuditedDatabase.PROGRESS + "(1, 41, 3, '2026-01-01', 90, '2026-01-01')");
    run("INSERT INTO ratings VALUES (1, 3, 4, 'good', '2026-01-01')");
    before = Watermark.take(database::open);
  }

  @Test
  void findsARatingThatLeftTheSeededOne() throws SQLException {
    done("rating", "course:3", null, "5|better", 200, "{}");
    assertThat(lost()).containsExactly("k1");

    run("UPDATE ratings SET stars = 5, comment = 'better', updated_at = NOW3");
    assertThat(lost()).isEmpty();
  }

  @Test
  void findsARatingLikeTheSeededOneThatLeftIt() throws SQLException {
    done("rating", "course:3", null, "4|good", 200, "{}");
    assertThat(lost()).containsExactly("k1");

    run("UPDATE ratings SET updated_at = NOW3");
    assertThat(lost()).isEmpty();
  }

  @Test
  void findsAForgottenCompletionOfALessonOfWhichTheSeedHasOnlyAPosition() throws SQLException {
    run("UPDATE lesson_progress SET completed_at = NULL");
    done("completion", "lesson:41", null, null, 200, "{}");
    assertThat(lost()).containsExactly("k1");

    run("UPDATE lesson_progress SET completed_at = NOW3, updated_at = NOW3");
    assertThat(lost()).isEmpty();
  }

  @Test
  void acceptsTheCompletionOfALessonThatWasCompletedBeforeAndAsksForItsKey() throws SQLException {
    done("completion", "lesson:41", null, null, 200, "{}");
    assertThat(lost()).isEmpty();

    run("DELETE FROM idempotency_keys");
    assertThat(lost()).containsExactly("k1");
  }

  @Test
  void findsAPositionBeforeTheSeededOneThatLeftIt() throws SQLException {
    done("position", "lesson:41", 90L, "60", null, "{}");
    assertThat(lost()).containsExactly("k1");

    run("UPDATE lesson_progress SET updated_at = NOW3");
    assertThat(lost()).isEmpty();
  }

  @Test
  void findsAnAnswerThatLeftTheSeededOne() throws SQLException {
    done("answer", "attempt:12/question:7", 8L, "b", null, "{}");
    assertThat(lost()).containsExactly("k1");

    run("UPDATE answers SET sequence = 8, value = 'b', saved_at = NOW3");
    assertThat(lost()).isEmpty();
  }

  @Test
  void findsAnEnrolmentThatOnlyTheSeedHas() throws SQLException {
    done("enrolment", "course:3", null, null, 201, "{}");
    assertThat(lost()).containsExactly("k1");

    run("UPDATE enrolments SET id = id + 1");
    assertThat(lost()).isEmpty();
  }

  @Test
  void findsASubmissionOfAnAttemptThatWasSubmittedBefore() throws SQLException {
    done("submission", "attempt:11", null, null, 200, "{}");
    assertThat(lost()).containsExactly("k1");

    run("UPDATE attempts SET submitted_at = NOW3 WHERE id = 11");
    assertThat(lost()).isEmpty();
  }

  @Test
  void findsANewAttemptThatIsASeededOne() throws SQLException {
    done("attempt", "quiz:5", null, null, 201, "{\"attemptId\":12}");
    assertThat(lost()).containsExactly("k1");

    run("UPDATE attempts SET id = 13 WHERE id = 12");
    run("UPDATE idempotency_keys SET body = '{\"attemptId\":13}'");
    assertThat(lost()).isEmpty();
  }

  @Test
  void findsAResumedAttemptThatWasSubmittedBefore() throws SQLException {
    done("attempt", "quiz:5", null, null, 200, "{\"attemptId\":11}");
    assertThat(lost()).containsExactly("k1");

    run("UPDATE idempotency_keys SET body = '{\"attemptId\":12}'");
    assertThat(lost()).isEmpty();
  }

  private List<String> lost() {
    Audit audit = new Auditor(ledger.write(runs), before).audit(database::open, null, _ -> {});
    assertThat(audit.complete()).as(audit.reason()).isTrue();
    return audit.lost().ids().stream().map(Audit.Finding::id).toList();
  }

  /** An acknowledged write k1 of learner 1, with its key where it takes one. */
  private void done(
      String kind,
      String object,
      @Nullable Long sequence,
      @Nullable String value,
      @Nullable Integer keyStatus,
      String body)
      throws SQLException {
    ledger.add(kind, "k1", object, sequence, value, Outcome.ACKNOWLEDGED, 100);
    if (keyStatus != null) {
      run(
          "INSERT INTO idempotency_keys (user_id, idempotency_key, request_hash, status, body, created_at) VALUES (1, 'k1', UNHEX(SHA2('k1', 256)), %d, '%s', NOW3)"
              .formatted(keyStatus, body));
    }
  }

  private void run(String sql) throws SQLException {
    database.execute(sql.replace("NOW3", "UTC_TIMESTAMP(3)"));
  }
}
