package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.claims.Claims;
import reports.claims.Level;
import reports.judge.Judgement.ClaimJudgement;
import reports.run.Audit;
import reports.run.Ending;
import reports.run.Phase;
import reports.run.Run;
import reports.run.RunFolder;

class JudgeTest {
  private static final Path PROJECT =
      Path.of(System.getProperty("headroom.root", "..")).resolve("reports/claims.yaml");

  @TempDir Path runs;
  private final SyntheticRun run = new SyntheticRun(1);

  private Judgement judged() throws IOException {
    return Judge.judge(run.write(runs), TestClaims.claims());
  }

  private static Verdict verdict(Judgement judgement, String claim) {
    return judgement.claims().stream()
        .filter(judged -> judged.claim().id().equals(claim))
        .map(ClaimJudgement::verdict)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void verifiesEveryClaimOfAHealthyRun() throws IOException {
    Judgement judgement = judged();
    assertThat(judgement.ofTheProfile())
        .extracting(judged -> judged.claim().id() + " " + judged.verdict().words())
        .containsExactly(
            "users VERIFIED",
            "rate VERIFIED",
            "response VERIFIED",
            "errors VERIFIED",
            "no-lost-write VERIFIED");
    assertThat(judgement.exitStatus()).isZero();
    assertThat(judgement.headline().factor()).isEqualTo(1);
    assertThat(judgement.headline().line()).startsWith("Headroom 1: verified at 400 of the stated");
  }

  @Test
  void leavesClaimsOfOtherProfilesOutOfScopeWithTheirCommand() throws IOException {
    Verdict later = verdict(judged(), "later");
    assertThat(later.words()).isEqualTo("OUT OF SCOPE");
    assertThat(later.reason()).contains("`./headroom run later` would judge it");
  }

  @Test
  void refutesASlowSystemWithFigureBoundAndLimit() throws IOException {
    run.latency = (draw, _, _) -> 100 + draw.nextInt(200);
    Judgement judgement = judged();
    assertThat(verdict(judgement, "rate"))
        .isInstanceOfSatisfying(
            Verdict.Refuted.class,
            refuted -> {
              Verdict.Figure figure = Objects.requireNonNull(refuted.figure());
              assertThat(figure.limit()).isEqualTo(150);
              assertThat(figure.bound()).isGreaterThan(150);
            });
    assertThat(verdict(judgement, "response").words()).isEqualTo("VERIFIED");
    assertThat(judgement.exitStatus()).isEqualTo(ExitStatus.REFUTED);
  }

  @Test
  void refutesTheResponseTimeOfASystemThatIsFastWhereItAnswersAtAll() throws IOException {
    run.failure = (draw, _, _) -> draw.nextDouble() < 0.2;
    run.latency = (draw, _, _) -> 5 + draw.nextInt(10);
    Verdict verdict = verdict(judged(), "response");
    assertThat(verdict.words()).isEqualTo("REFUTED");
    assertThat(verdict.reason()).contains("errors of all requests was");
  }

  @Test
  void everyResponseTimeOfTheProjectIsPromisedOfRequestsThatDoNotFail() {
    assertThat(Claims.read(PROJECT).all())
        .filteredOn(claim -> claim.levels().stream().anyMatch(Level.ResponseTime.class::isInstance))
        .isNotEmpty()
        .allMatch(claim -> claim.levels().stream().anyMatch(Level.Errors.class::isInstance));
  }

  @Test
  void saysHowManySecondsAreMissingWhereSamplesAreTooFew() throws IOException {
    run.rateSeconds = 10;
    assertThat(verdict(judged(), "rate"))
        .isInstanceOfSatisfying(
            Verdict.NotProven.class,
            open -> {
              // 2,995 requests without a failure prove 0.1 %; at 200 a second 995 are missing.
              assertThat(open.missingSeconds()).hasValue(5);
              assertThat(open.reason()).contains("too few").contains("About 5 s more");
            });
  }

  @Test
  void provesNothingAtLessThanTheStatedLoad() throws IOException {
    run.phases = phase -> phase.name().equals("rate") ? withRate(phase, 199.0) : phase;
    Verdict verdict = verdict(judged(), "rate");
    assertThat(verdict.words()).isEqualTo("NOT PROVEN");
    assertThat(verdict.reason())
        .contains("measured at 199 requests a second, and the claim is about 200");
  }

  @Test
  void peopleWhoPauseLongerThanStatedProveNothingAndMayRefute() throws IOException {
    Claims busier = thinking(4);
    Verdict verdict = verdict(Judge.judge(run.write(runs), busier), "users");
    assertThat(verdict.words()).isEqualTo("NOT PROVEN");
    assertThat(verdict.reason())
        .contains("people thought for 5 s between requests, and the claim is about 4 s");

    run.latency = (draw, _, _) -> 100 + draw.nextInt(200);
    assertThat(verdict(Judge.judge(run.write(runs), busier), "users").words()).isEqualTo("REFUTED");
  }

  @Test
  void peopleWhoPauseLessThanStatedProveWhatIsStatedAndDoNotRefuteIt() throws IOException {
    Claims calmer = thinking(6);
    assertThat(verdict(Judge.judge(run.write(runs), calmer), "users").words())
        .isEqualTo("VERIFIED");

    run.latency = (draw, _, _) -> 100 + draw.nextInt(200);
    Verdict verdict = verdict(Judge.judge(run.write(runs), calmer), "users");
    assertThat(verdict.words()).isEqualTo("NOT PROVEN");
    assertThat(verdict.reason())
        .contains("but people thought for 5 s between requests, and the claim is about 6 s");
  }

  /** The same claims, of people who think for so long. */
  private static Claims thinking(int seconds) {
    return Claims.parse(
        "claims.yaml",
        TestClaims.TEXT.replace("users: 400}", "users: 400, thinkSeconds: " + seconds + "}"));
  }

  private static Phase withRate(Phase phase, double rate) {
    return new Phase(
        phase.name(),
        phase.measured(),
        phase.begin(),
        phase.end(),
        null,
        rate,
        null,
        phase.planned(),
        phase.journeys(),
        phase.requestsPerJourney(),
        phase.arrivals());
  }

  @Test
  void callsEveryClaimInvalidWhereOneByteOfTheEvidenceWasChanged() throws IOException {
    RunFolder folder = run.write(runs);
    try (RandomAccessFile log = new RandomAccessFile(folder.simulationLog(1).toFile(), "rw")) {
      log.seek(log.length() / 2);
      int old = log.read();
      log.seek(log.length() / 2);
      log.write(old ^ 1);
    }
    Judgement judgement = Judge.judge(folder, TestClaims.claims());
    assertThat(judgement.ofTheProfile())
        .allSatisfy(
            claim -> {
              assertThat(claim.verdict()).isInstanceOf(Verdict.Invalid.class);
              assertThat(claim.verdict().reason())
                  .contains("injectors/1/simulation.log was changed after the run");
            });
    assertThat(judgement.exitStatus()).isEqualTo(ExitStatus.INVALID);
  }

  @Test
  void callsAFinishedRunWithoutSealsInvalid() throws IOException {
    run.sealed = false;
    assertThat(verdict(judged(), "rate").reason()).contains("never sealed");
  }

  @Test
  void callsEverythingInvalidWhereTheRunNamesAnUnknownClaim() throws IOException {
    run.claims = List.of("rate", "rat");
    Judgement judgement = judged();
    assertThat(verdict(judgement, "rate").reason()).contains("a claim rat");
    assertThat(judgement.exitStatus()).isEqualTo(ExitStatus.INVALID);
  }

  @Test
  void judgesOfAKilledRunWhatWasMeasuredWhole() throws IOException {
    run.ending = Ending.RUNNING;
    run.sealed = false;
    RunFolder folder = run.write(runs);
    cutLog(folder, 0.6);
    Files.delete(folder.path().resolve("audit.json"));
    Judgement judgement = Judge.judge(folder, TestClaims.claims());
    assertThat(verdict(judgement, "users").words()).isEqualTo("VERIFIED");
    assertThat(verdict(judgement, "rate").reason())
        .isEqualTo("The run ended before phase rate was measured whole.");
    assertThat(verdict(judgement, "response").words()).isEqualTo("NOT PROVEN");
    assertThat(verdict(judgement, "errors").words()).isEqualTo("NOT PROVEN");
    assertThat(verdict(judgement, "no-lost-write").reason()).contains("holds no audit.json");
    assertThat(judgement.exitStatus()).isEqualTo(ExitStatus.NOT_PROVEN);
  }

  @Test
  void countsAPhaseOfAKilledRunOnlyWhereLateAnswersCouldStillHaveBeenLogged() throws IOException {
    run.ending = Ending.RUNNING;
    run.sealed = false;
    RunFolder folder = run.write(runs);
    cutLog(folder, 1);
    assertThat(verdict(Judge.judge(folder, TestClaims.claims()), "rate").words())
        .as("the log ends with the last request of the phase, not ten seconds after")
        .isEqualTo("NOT PROVEN");
  }

  /** Cuts a share of the log, in mid-record. */
  private static void cutLog(RunFolder folder, double share) throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(folder.simulationLog(1).toFile(), "rw")) {
      log.setLength((long) (log.length() * share) - 3);
    }
  }

  @Test
  void judgesAnInterruptedRunWholeWhereAllAnswersWereLogged() throws IOException {
    run.ending = Ending.INTERRUPTED;
    assertThat(verdict(judged(), "rate").words()).isEqualTo("VERIFIED");
  }

  @Test
  void refusesAFinishedRunWithHalfALog() throws IOException {
    RunFolder folder = run.write(runs);
    cutLog(folder, 0.5);
    assertThat(verdict(Judge.judge(folder, TestClaims.claims()), "users"))
        .isInstanceOf(Verdict.Invalid.class);
  }

  @Test
  void showsWhatFirstRequestsTookFromTheirPlannedInstants() throws IOException {
    assertThat(judged().checks())
        .filteredOn(check -> check.name().equals("first response p99"))
        .extracting(Check::sentence)
        .contains(
            "from their planned instants on, the first responses of rate took 40 ms at p99, and"
                + " 40 ms at most");
  }

  @Test
  void asksAHerdForNoMoreCoursesThanItsExamHas() throws IOException {
    run.courses = 1;
    RunFolder folder = run.write(runs);
    assertThat(verdict(Judge.judge(folder, TestClaims.claims()), "response").reason())
        .contains("show 1 courses; at least 100");

    String herds =
        TestClaims.TEXT
            .replace("users: 400}", "users: 400, herd: true}")
            .replace("requestsPerSecond: 200}", "requestsPerSecond: 200, herd: true}");
    Judgement judgement = Judge.judge(folder, Claims.parse("claims.yaml", herds));
    assertThat(verdict(judgement, "response").words()).isEqualTo("VERIFIED");
  }

  @Test
  void takesChanceForNoDefectInTheMixOfAShortClosedPhase() throws IOException {
    run.usersSeconds = 10;
    run.mixShiftPoints = 3;
    assertThat(verdict(judged(), "users").reason()).doesNotContain("points from the plan");

    SyntheticRun other = new SyntheticRun(2);
    other.usersSeconds = 10;
    other.mixShiftPoints = 8;
    Verdict verdict = verdict(Judge.judge(other.write(runs), TestClaims.claims()), "users");
    assertThat(verdict.words()).isEqualTo("INVALID");
    assertThat(verdict.reason()).contains("points from the plan");
  }

  @Test
  void namesLostWrites() throws IOException {
    Audit.Finding finding = new Audit.Finding("key-7", "rating", "course:7", "5", null);
    run.audit = found -> Audits.withLost(found, found.writes().acknowledged() - 1, finding);
    Judgement judgement = judged();
    assertThat(verdict(judgement, "no-lost-write"))
        .isInstanceOf(Verdict.Refuted.class)
        .extracting(Verdict::reason)
        .asString()
        .contains("1 are lost")
        .contains("rating key-7");
    assertThat(judgement.exitStatus()).isEqualTo(ExitStatus.REFUTED);
  }

  @Test
  void provesNothingOfTheLoadWhereNobodyComparedWhatClientAndPodsCounted() throws IOException {
    run.audit = found -> Audits.withRequests(found, null);
    Judgement judgement = judged();
    assertThat(verdict(judgement, "rate").words()).isEqualTo("NOT PROVEN");
    assertThat(verdict(judgement, "rate").reason())
        .contains("Nobody recorded how many requests the pods counted");
    assertThat(verdict(judgement, "no-lost-write").words()).isEqualTo("VERIFIED");
  }

  @Test
  void asksNoTargetThatItDidNotStartForWhatItsPodsCounted() throws IOException {
    run.audit = found -> Audits.withRequests(found, null);
    run.run = JudgeTest::remote;
    String remote = TestClaims.TEXT.replace("environments: [embedded]", "environments: [remote]");
    Judgement judgement = Judge.judge(run.write(runs), Claims.parse("claims.yaml", remote));
    assertThat(verdict(judgement, "rate").words()).isEqualTo("VERIFIED");
  }

  private static Run remote(Run asked) {
    return new Run(
        asked.schema(),
        asked.id(),
        asked.profile(),
        "remote",
        asked.commit(),
        asked.seed(),
        asked.settings(),
        asked.claims(),
        asked.begin(),
        asked.end(),
        asked.ending(),
        asked.concurrentRuns(),
        asked.phases(),
        asked.sha256());
  }

  @Test
  void provesNoCensusByAnAuditThatIsNotComplete() throws IOException {
    run.audit = Audits::incomplete;
    assertThat(verdict(judged(), "no-lost-write").words()).isEqualTo("NOT PROVEN");
  }

  @Test
  void provesNoCensusWhereWritesAreUndecided() throws IOException {
    run.audit = found -> Audits.withUndecided(found, 2);
    assertThat(verdict(judged(), "no-lost-write").reason())
        .contains("2 writes could not be decided");
  }

  @Test
  void findsTheHeadroomOfRisingSteps() throws IOException {
    run.claims = List.of("headroom");
    run.latency =
        (draw, _, since) -> since < 20_000 ? 5 + draw.nextInt(20) : 400 + draw.nextInt(900);
    run.run =
        asked -> {
          Phase rate = asked.phases().getLast();
          return asked.withPhases(
              List.of(step(rate, "step 1", 200, 0, 20), step(rate, "step 2", 300, 20, 40)));
        };
    Judgement judgement = judged();
    assertThat(verdict(judgement, "headroom").words()).isEqualTo("VERIFIED");
    assertThat(verdict(judgement, "headroom").reason()).contains("At 300 it is REFUTED");
    assertThat(judgement.headline().verified()).isEqualTo(200);
    assertThat(judgement.headline().endedBy()).isEqualTo("a level, with no resource full");
  }

  private static Phase step(Phase rate, String name, double perSecond, int from, int to) {
    List<Integer> own =
        rate.arrivals().stream()
            .filter(at -> at >= from * 1000 && at < to * 1000)
            .map(at -> at - from * 1000)
            .toList();
    TreeMap<String, Long> planned = new TreeMap<>();
    rate.planned().forEach((kind, count) -> planned.put(kind, count * (to - from) / 40));
    return new Phase(
        name,
        true,
        rate.begin() + from * 1000L,
        rate.begin() + to * 1000L,
        null,
        perSecond,
        null,
        planned,
        own.size(),
        SyntheticRun.JOURNEY,
        own);
  }
}
