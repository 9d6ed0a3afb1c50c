package loadtests.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import loadtests.calibration.CalibrationClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reports.claims.Claims;
import reports.judge.Judge;
import reports.judge.Verdict;
import reports.run.Audit;
import reports.run.LedgerEntry.Outcome;
import reports.run.RunFolder;

/** What the judge makes of an audit of a real database: the numbers of both have to agree. */
@Timeout(120)
final class JudgedAuditTest {
  private static final Outcome DONE = Outcome.ACKNOWLEDGED;
  private static final Claims CLAIMS =
      Claims.parse(
          "claims.yaml",
          new CalibrationClaims().noLostWrite().text().replace("[remote]", "[embedded]"));

  private final AuditedDatabase database = AuditedDatabase.shared();
  private final LedgerInTheMaking ledger = new LedgerInTheMaking();
  @TempDir private Path runs;
  private Watermark before = Watermark.NOTHING;

  @BeforeEach
  void anEnrolment() throws SQLException {
    database.empty();
    before = Watermark.take(database::open);
    run("INSERT INTO enrolments VALUES (NULL, 1, 3, NOW3, NULL)");
    key("k1", 201);
    ledger.add("enrolment", "k1", "course:3", null, null, DONE, 10);
  }

  @Test
  void coalescedPositionsContradictNothing() throws SQLException, IOException {
    run(AuditedDatabase.PROGRESS + "(1, 41, 3, NULL, 90, NOW3)");
    ledger.add("position", "p1", "lesson:41", 90L, "60", DONE, 40);
    ledger.add("position", "p2", "lesson:41", 90L, "90", DONE, 41);

    RunFolder folder = audited();

    assertThat(folder.audit().orElseThrow().byKind().get("position"))
        .isEqualTo(new Audit.Effects(2, 2, 1));
    assertThat(judged(folder)).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void unknownWritesMayHaveKeysAndRefusedOnesHaveNoneThatCounts() throws SQLException, IOException {
    ledger.add("completion", "k2", "lesson:41", null, null, Outcome.UNKNOWN, 50);
    ledger.add("enrolment", "k3", "course:3", null, null, Outcome.REFUSED, 51);
    key("k3", 409);
    assertThat(judged(audited())).isInstanceOf(Verdict.Verified.class);

    run(AuditedDatabase.PROGRESS + "(1, 41, 3, NOW3, 0, NOW3)");
    key("k2", 200);
    RunFolder folder = audited();
    assertThat(folder.audit().orElseThrow().keys()).isEqualTo(new Audit.Keys(1, 1, 2));
    assertThat(judged(folder)).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void aWriteThatTheGeneratorCountsTwiceContradictsTheKeys() throws IOException {
    ledger.repeatLast();

    Verdict verdict = judged(audited());

    assertThat(verdict).isInstanceOf(Verdict.Invalid.class);
    assertThat(verdict.reason())
        .contains("2 were acknowledged and 0 are unknown, and the database holds 1 keys");
  }

  @Test
  void aWriteOfAnAccountThatSentNothingIsRefuted() throws SQLException, IOException {
    run("INSERT INTO enrolments VALUES (NULL, 77, 3, NOW3, NULL)");

    Verdict verdict = judged(audited());

    assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
    assertThat(verdict.reason()).contains("1 invented, such as enrolment user:77");
  }

  /** One position was coalesced, by the pod's counter. */
  private RunFolder audited() throws IOException {
    RunFolder folder = ledger.write(runs);
    Files.writeString(
        folder.path().resolve("system.jsonl"),
        """
        {"schema":1,"t":1,"processes":{"pod-1":{"coalesced":4}}}
        {"schema":1,"t":2,"processes":{"pod-1":{"coalesced":5}}}
        """);
    folder.write(new Auditor(folder, before).audit(database::open, null, _ -> {}));
    return folder;
  }

  private static Verdict judged(RunFolder folder) {
    return Judge.judge(folder, CLAIMS).ofTheProfile().getFirst().verdict();
  }

  private void key(String key, int status) throws SQLException {
    run(
        "INSERT INTO idempotency_keys (user_id, idempotency_key, request_hash, status, body, created_at) VALUES (1, '%s', UNHEX(SHA2('%s', 256)), %d, '{}', NOW3)"
            .formatted(key, key, status));
  }

  private void run(String sql) throws SQLException {
    database.execute(sql.replace("NOW3", "UTC_TIMESTAMP(3)"));
  }
}
