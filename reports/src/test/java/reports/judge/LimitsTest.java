package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reports.run.Audit;
import reports.run.Audit.Requests;
import reports.run.RunFolder;

/** Each limit of a measurement, just kept and just broken. */
class LimitsTest {
  @TempDir Path runs;

  /**
   * A limit.
   *
   * @param claim the claim that depends on it
   * @param inside the run that just keeps it
   * @param outside the run that just breaks it
   * @param verdict what the second one gives
   * @param reason what its reason says
   */
  record Limit(
      String name,
      String claim,
      Consumer<SyntheticRun> inside,
      Consumer<SyntheticRun> outside,
      String verdict,
      String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Limit invalid(
      String name,
      String claim,
      Consumer<SyntheticRun> inside,
      Consumer<SyntheticRun> outside,
      String reason) {
    return new Limit(name, claim, inside, outside, "INVALID", reason);
  }

  static Stream<Limit> ofTheGenerator() {
    return Stream.of(
        invalid(
            "start lag p99",
            "rate",
            run -> run.lag = start -> start % 50 == 0 ? 20 : 1,
            run -> run.lag = start -> start % 50 == 0 ? 20.1 : 1,
            "Start lag p99 was 20.1 ms in rate; the limit is 20 ms"),
        invalid(
            "start lag max",
            "rate",
            run -> run.lag = start -> start % 500 == 0 ? 250 : 1,
            run -> run.lag = start -> start % 500 == 0 ? 250.5 : 1,
            "Start lag max was 250.5 ms in rate"),
        invalid(
            "GC pause",
            "rate",
            run -> run.gcPause = second -> second == run.rateBeginSecond() + 3 ? 100 : 0,
            run -> run.gcPause = second -> second == run.rateBeginSecond() + 3 ? 100.1 : 0,
            "GC pause max was 100.1 ms in rate"),
        invalid(
            "generator CPU in one window of ten seconds",
            "rate",
            run -> run.generatorCpu = second -> inWindow(run, second) ? 0.799 : 0.1,
            run -> run.generatorCpu = second -> inWindow(run, second) ? 0.8 : 0.1,
            "Generator CPU, busiest 10 s was 80 % in rate"),
        invalid(
            "starts on time in one window of ten seconds",
            "rate",
            run -> run.neverStarted = start -> start >= 250 && start < 252,
            run -> run.neverStarted = start -> start >= 250 && start < 253,
            "Starts on time, worst 10 s was 98.5 % in rate; the limit is 99 %"),
        invalid(
            "seconds recorded",
            "users",
            run -> run.unrecorded = second -> second >= 30 && second < 36,
            run -> run.unrecorded = second -> second >= 30 && second < 37,
            "Generator recorded was 88.33 % of the seconds in learners"));
  }

  private static boolean inWindow(SyntheticRun run, int second) {
    return second >= run.rateBeginSecond() + 10 && second < run.rateBeginSecond() + 20;
  }

  static Stream<Limit> ofTheLoad() {
    return Stream.of(
        invalid(
            "fewer requests than planned",
            "rate",
            run -> run.notSent = 80,
            run -> run.notSent = 81,
            "7,919 requests were sent in rate and 8,000 were planned"),
        invalid(
            "more requests than planned",
            "rate",
            run -> run.sentTwice = 80,
            run -> run.sentTwice = 81,
            "8,081 requests were sent in rate and 8,000 were planned"),
        invalid(
            "fewer people by Little's law",
            "users",
            run -> run.peopleFactor = 0.951,
            run -> run.peopleFactor = 0.949,
            "makes 379.6 people and 400 were planned"),
        invalid(
            "more people by Little's law",
            "users",
            run -> run.peopleFactor = 1.049,
            run -> run.peopleFactor = 1.051,
            "makes 420.4 people and 400 were planned"),
        invalid(
            "mix",
            "rate",
            run -> run.mixShiftPoints = 1.99,
            run -> run.mixShiftPoints = 2.02,
            "points from the plan; the limit is 2 points"),
        invalid(
            "journeys without a session",
            "rate",
            run -> run.sessionWaits = 8,
            run -> run.sessionWaits = 9,
            "1.13 % of the journeys of rate waited more than 250 ms"),
        new Limit(
            "courses touched",
            "rate",
            run -> run.courses = 100,
            run -> run.courses = 99,
            "NOT PROVEN",
            "show 99 courses; at least 100"));
  }

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
            run -> run.audit = found -> effects(found, 299, 1),
            run -> run.audit = found -> effects(found, 299, 0),
            "shows the effects of 299 while none is lost"),
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
        new Limit(
            "another run on the machine",
            "rate",
            run -> run.run = asked -> asked.withConcurrentRuns(List.of()),
            run -> run.run = asked -> asked.withConcurrentRuns(List.of("other-run")),
            "OUT OF SCOPE",
            "another run shared the machine: other-run"));
  }

  private static Limit outOfScope(
      String fact, String name, Object inside, Object outside, String reason) {
    return new Limit(
        name,
        "rate",
        run -> run.environment.put(fact, inside),
        run -> run.environment.put(fact, outside),
        "OUT OF SCOPE",
        reason);
  }

  private static Audit counted(Audit found, long pods) {
    return with(found, found.writes(), 300, 0, new Requests(100_000, pods, 0, null));
  }

  private static Audit effects(Audit found, long effects, long coalesced) {
    return with(found, found.writes(), effects, coalesced, found.requests());
  }

  private static Audit writes(Audit found, long acknowledged) {
    Audit.Writes writes = new Audit.Writes(acknowledged, 0, 0, acknowledged);
    return with(found, writes, 300, 0, found.requests());
  }

  private static Audit with(
      Audit found, Audit.Writes writes, long effects, long coalesced, @Nullable Requests requests) {
    return new Audit(
        1,
        found.auditedAt(),
        true,
        null,
        writes,
        found.lost(),
        found.doubled(),
        found.invented(),
        found.undecided(),
        new TreeMap<>(
            Map.of("rating", new Audit.Effects(writes.acknowledged(), effects, coalesced))),
        requests,
        found.database());
  }

  @ParameterizedTest
  @MethodSource({"ofTheGenerator", "ofTheLoad", "ofTheNumbers", "ofTheSystem"})
  void aMeasurementCountsJustInsideALimitAndNotJustOutside(Limit limit) throws IOException {
    assertThat(judged(limit, limit.inside()).words()).isEqualTo("VERIFIED");
    Verdict outside = judged(limit, limit.outside());
    assertThat(outside.words()).isEqualTo(limit.verdict());
    assertThat(outside.reason()).contains(limit.reason());
  }

  static Stream<Limit> ofTheMachine() {
    return Stream.of(
        new Limit(
            "machine CPU",
            "rate",
            run -> full(run, 0.949, 0.5),
            run -> full(run, 0.95, 0.5),
            "NOT PROVEN",
            "the machine's CPU was 95 % busy in rate while the pods were not full"),
        new Limit(
            "CPU of the pod",
            "rate",
            run -> full(run, 1, 0.9),
            run -> full(run, 1, 0.899),
            "NOT PROVEN",
            "while the pods were not full"));
  }

  private static void full(SyntheticRun run, double machine, double pod) {
    run.latency = (draw, _, _) -> 200 + draw.nextInt(100);
    run.machineCpu = second -> inWindow(run, second) ? machine : 0.5;
    run.podCpu = second -> inWindow(run, second) ? pod : 0.4;
  }

  @ParameterizedTest
  @MethodSource("ofTheMachine")
  void aBrokenLevelRefutesUnlessTheMachineWasFullBeforeThePod(Limit limit) throws IOException {
    assertThat(judged(limit, limit.inside()).words()).isEqualTo("REFUTED");
    Verdict outside = judged(limit, limit.outside());
    assertThat(outside.words()).isEqualTo(limit.verdict());
    assertThat(outside.reason()).contains(limit.reason());
  }

  @ParameterizedTest
  @MethodSource("ofTheLoad")
  void aBrokenLevelRefutesThoughTheLoadWasLessThanPlanned(Limit limit) throws IOException {
    SyntheticRun run = new SyntheticRun(2);
    limit.outside().accept(run);
    run.latency = (draw, _, _) -> 200 + draw.nextInt(100);
    Verdict verdict = judged(limit, run);
    boolean more = limit.name().startsWith("more");
    // Slower answers make more people by the same law, so "fewer" may hold and "more" breaks more.
    assertThat(verdict.words()).isEqualTo(more ? "INVALID" : "REFUTED");
  }

  private Verdict judged(Limit limit, Consumer<SyntheticRun> planted) throws IOException {
    SyntheticRun run = new SyntheticRun(2);
    planted.accept(run);
    return judged(limit, run);
  }

  private Verdict judged(Limit limit, SyntheticRun run) throws IOException {
    RunFolder folder = run.write(runs);
    return Judge.judge(folder, TestClaims.claims()).claims().stream()
        .filter(judged -> judged.claim().id().equals(limit.claim()))
        .findFirst()
        .orElseThrow()
        .verdict();
  }
}
