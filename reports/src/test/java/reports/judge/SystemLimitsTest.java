package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static reports.judge.Limit.invalid;
import static reports.judge.Limit.outOfScope;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reports.run.Audit;
import reports.run.Audit.Requests;

/** Each limit of the system under load and of its numbers, just kept and just broken. */
class SystemLimitsTest {
  @TempDir Path runs;

  static Stream<Limit> ofTheNumbers() {
    return Stream.of(
        invalid(
            "requests that the pods counted",
            "rate",
            run -> run.audit = found -> counted(found, 99_900),
            run -> run.audit = found -> counted(found, 99_899),
            "the pods counted 99,899"),
        invalid(
            "requests without an answer",
            "rate",
            run -> run.audit = found -> counted(found, 100_100),
            run -> run.audit = found -> counted(found, 100_101),
            "the pods counted 100,101"),
        invalid(
            "acknowledged writes and effects",
            "no-lost-write",
            run -> run.audit = found -> effects(found, 300, 7),
            run -> run.audit = found -> effects(found, 299, 1),
            "shows the effects of 299 while none is lost"),
        invalid(
            "fewer keys than acknowledged writes",
            "no-lost-write",
            run -> run.audit = found -> keys(found, 5, 300),
            run -> run.audit = found -> keys(found, 5, 299),
            "300 were acknowledged and 5 are unknown, and the database holds 299 keys"),
        invalid(
            "more keys than writes that may be done",
            "no-lost-write",
            run -> run.audit = found -> keys(found, 5, 305),
            run -> run.audit = found -> keys(found, 5, 306),
            "the database holds 306 keys of writes that were done"),
        invalid(
            "writes of ledger and audit",
            "no-lost-write",
            run -> {},
            run -> run.audit = found -> writes(found, found.writes().acknowledged() + 1),
            "The ledger holds 300 writes and the audit counted 301"));
  }

  static Stream<Limit> ofTheSystem() {
    return Stream.of(
        invalid(
            "memory of the password hash",
            "errors",
            run -> run.environment.put("hash", SyntheticRun.argon(19_456)),
            run -> run.environment.put("hash", SyntheticRun.argon(19_455)),
            "argon2id with 19455 KiB"),
        invalid(
            "iterations of the password hash",
            "errors",
            run -> run.environment.put("hash", SyntheticRun.argon(19_456, 2, 1)),
            run -> run.environment.put("hash", SyntheticRun.argon(19_456, 1, 1)),
            "argon2id with 19456 KiB, 1 iterations, parallelism 1"),
        invalid(
            "parallelism of the password hash",
            "errors",
            run -> run.environment.put("hash", SyntheticRun.argon(19_456, 2, 1)),
            run -> run.environment.put("hash", SyntheticRun.argon(19_456, 2, 0)),
            "argon2id with 19456 KiB, 2 iterations, parallelism 0"),
        invalid(
            "cost of the password hash",
            "errors",
            run -> run.environment.put("hash", Map.of("algorithm", "bcrypt", "cost", 10)),
            run -> run.environment.put("hash", Map.of("algorithm", "bcrypt", "cost", 9)),
            "hashed with bcrypt 9"),
        invalid(
            "flush at commit",
            "no-lost-write",
            run -> run.environment.put("database", SyntheticRun.database(1)),
            run -> run.environment.put("database", SyntheticRun.database(2)),
            "The database's innodb_flush_log_at_trx_commit was 2"),
        outOfScope("pods", "pods", 1, 2, "about 1 as the pods, and here it is 2"),
        outOfScope("podCpus", "CPUs of a pod", 1.0, 0.5, "here it is 0.5"),
        outOfScope("podMemoryMiB", "memory of a pod", 768, 767, "here it is 767 MiB"),
        outOfScope("poolSize", "connections of a pod", 20, 19, "here it is 19"),
        outOfScope("size", "size of the data", "large", "medium", "here it is medium"),
        outOfScope("sharedCores", "shared cores", false, true, "here it shared them"),
        outOfScope("faults", "open for faults", false, true, "here links for faults were"),
        outOfScope(
            "database",
            "version of the database",
            SyntheticRun.database("MariaDB", "11.4.9", 1),
            SyntheticRun.database("MariaDB", "11.5.0", 1),
            "not about MariaDB 11.5.0"),
        outOfScope(
            "database",
            "product of the database",
            SyntheticRun.database("MariaDB", "11.4.9", 1),
            SyntheticRun.database("MySQL", "11.4.9", 1),
            "not about MySQL 11.4.9"),
        new Limit(
            "another run on the machine",
            "rate",
            run -> run.run = asked -> asked.withConcurrentRuns(List.of()),
            run -> run.run = asked -> asked.withConcurrentRuns(List.of("other-run")),
            "OUT OF SCOPE",
            "another run shared the machine: other-run"));
  }

  private static Audit counted(Audit found, long pods) {
    return Audits.withRequests(found, new Requests(100_000, pods, 0, null));
  }

  private static Audit keys(Audit found, long unknown, long done) {
    return Audits.withKeys(found, new Audit.Keys(300, unknown, done));
  }

  private static Audit effects(Audit found, long effects, long coalesced) {
    return Audits.withWrites(found, found.writes(), effects, coalesced);
  }

  private static Audit writes(Audit found, long acknowledged) {
    Audit.Writes writes = new Audit.Writes(acknowledged, 0, 0, acknowledged);
    return Audits.withWrites(found, writes, 300, 0);
  }

  @ParameterizedTest
  @MethodSource({"ofTheNumbers", "ofTheSystem"})
  void aMeasurementCountsJustInsideALimitAndNotJustOutside(Limit limit) throws IOException {
    assertThat(limit.judged(runs, limit.inside()).words()).isEqualTo("VERIFIED");
    Verdict outside = limit.judged(runs, limit.outside());
    assertThat(outside.words()).isEqualTo(limit.verdict());
    assertThat(outside.reason()).contains(limit.reason());
  }
}
