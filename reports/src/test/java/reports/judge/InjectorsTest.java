package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.compare.Comparer;
import reports.compare.Comparison;
import reports.judge.Judgement.ClaimJudgement;
import reports.run.Ending;
import reports.run.GeneratorSecond;
import reports.run.RunFolder;

/** A load that several injectors sent: merged where all is well, worth nothing where one failed. */
class InjectorsTest {
  @TempDir Path runs;

  private final SharedRun run = new SharedRun();

  @Test
  void togetherTheyProveWhatOneProves() throws IOException {
    Judgement one = judge(new SyntheticRun(2).write(runs));
    Judgement several = judge(run.write(runs));

    assertThat(words(several)).isEqualTo(words(one)).doesNotContain("INVALID");
    assertThat(words(several).getFirst()).isEqualTo("VERIFIED");
    assertThat(several.ofTheProfile().stream().map(ClaimJudgement::levels))
        .as("merging samples changes no figure")
        .containsExactlyElementsOf(
            one.ofTheProfile().stream().map(ClaimJudgement::levels).toList());
  }

  @Test
  void comparedWithOneTheyDifferInTheirNumberOnly() throws IOException {
    RunFolder one = new SyntheticRun(2).write(runs);

    Comparison comparison = Comparer.compare(one, run.write(runs));

    assertThat(comparison.exitStatus()).isZero();
    assertThat(comparison.phases()).allSatisfy(phase -> assertThat(phase.faults()).isEmpty());
    assertThat(comparison.differsIn()).singleElement().asString().contains("injectors");
  }

  @Test
  void aClockMayBeOffByNoMoreThanTheLimitWithTheErrorOfItsMeasurement() throws IOException {
    run.facts = it -> it.number() == 2 ? SharedRun.withClock(it, -19.5, 0.5) : it;
    assertThat(words(judge(run.write(runs)))).doesNotContain("INVALID");

    run.facts = it -> it.number() == 2 ? SharedRun.withClock(it, -19.5, 0.6) : it;
    assertInvalid("The clock of injector 2 was up to 20.1 ms off; the limit is 20 ms.");
  }

  @Test
  void aClockThatWasNeverComparedMayBeOffByAnything() throws IOException {
    run.facts = it -> it.number() == 1 ? SharedRun.withClock(it, Double.NaN, Double.NaN) : it;
    assertInvalid("The clock of injector 1 was never compared.");
  }

  @Test
  void oneThatEndedBeforeItsLoadWasOverMakesAllInvalidAndIsNamed() throws IOException {
    run.facts = it -> it.number() == 3 ? SharedRun.killed(it, whole().learnersBegin() + 5_000) : it;
    assertInvalid("Injector 3 ended at 15:07:05 UTC before its load was over, status 137.");
  }

  @Test
  void oneAloneThatIsAProcessOfItsOwnProvesAsMuchAndMakesAllInvalidByItsEnd() throws IOException {
    SharedRun alone = new SharedRun(1);
    assertThat(words(judge(alone.write(runs)))).contains("VERIFIED").doesNotContain("INVALID");

    long end = alone.whole.learnersBegin() + 5_000;
    alone.facts = it -> SharedRun.killed(it, end);
    assertThat(reasons(judge(alone.write(runs))))
        .isNotEmpty()
        .containsOnly("Injector 1 ended at 15:07:05 UTC before its load was over, status 137.");
  }

  @Test
  void whatElseIsKnownOfItsEndIsSaid() throws IOException {
    long end = whole().learnersBegin() + 5_000;
    String how = "its pod generators-2-x was deleted";
    run.facts = it -> it.number() == 3 ? SharedRun.gone(it, end, how, null) : it;
    assertInvalid("Injector 3 ended at 15:07:05 UTC before its load was over; " + how + ".");
  }

  @Test
  void oneWhoseFilesAreMissingMakesAllInvalidThoughItsLoadWasOver() throws IOException {
    long end = whole().learnersBegin() + 5_000;
    String how = "what it left could not be collected: no more room";
    run.facts = it -> it.number() == 3 ? SharedRun.gone(it, end, how, 100L) : it;
    assertInvalid("Injector 3 ended at 15:07:05 UTC; " + how + ".");
  }

  @Test
  void theHolesThatItsEndTearsAreNotTakenForDamage() throws IOException {
    run.facts = it -> it.number() == 3 ? SharedRun.killed(it, whole().learnersBegin() + 5_000) : it;
    RunFolder folder = run.write(runs);
    try (var log = Files.newByteChannel(folder.simulationLog(3), StandardOpenOption.WRITE)) {
      log.truncate(10);
    }
    folder.seal();

    assertThat(reasons(judge(folder)))
        .allSatisfy(
            reason ->
                assertThat(reason)
                    .isEqualTo(
                        "Injector 3 ended at 15:07:05 UTC before its load was over, status 137."));
  }

  @Test
  void oneThatLeftNoWordOfItsEndMakesAllInvalid() throws IOException {
    run.leavesFacts = number -> number != 2;
    assertInvalid("Injector 2 left no injector.json.");
  }

  @Test
  void ofARunThatWasInterruptedOneWithoutAnEndIsNoFault() throws IOException {
    whole().ending = Ending.INTERRUPTED;
    run.facts = it -> SharedRun.killed(it, null);
    assertThat(words(judge(run.write(runs)))).doesNotContain("INVALID").contains("VERIFIED");
  }

  @Test
  void ofARunThatWasKilledNoPhaseIsWholeThatOneLogDoesNotReach() throws IOException {
    whole().ending = Ending.RUNNING;
    whole().claims = List.of("rate");
    run.facts = it -> SharedRun.killed(it, null);
    RunFolder folder = run.write(runs);
    Path log = folder.simulationLog(3);
    try (var bytes = Files.newByteChannel(log, StandardOpenOption.WRITE)) {
      bytes.truncate(bytes.size() / 2);
    }
    folder.write(folder.run().withPhases(folder.run().phases()));
    folder.seal();

    assertThat(reasons(judge(folder)))
        .containsExactly("The run ended before phase rate was measured whole.");
  }

  @Test
  void theCpuOfThoseThatShareCpusCountsTogether() throws IOException {
    run.seconds = (_, second) -> withCpu(second, 0.266);
    run.facts = SharedRun::together;
    assertThat(words(judge(run.write(runs)))).doesNotContain("INVALID");

    run.seconds = (_, second) -> withCpu(second, 0.267);
    assertInvalid("and of those on its CPUs, busiest 10 s was 80.1 % in");

    run.facts = it -> it;
    assertThat(words(judge(run.write(runs)))).doesNotContain("INVALID");
  }

  @Test
  void eachIsHeldToItsOwnStartLag() throws IOException {
    run.seconds = (injector, second) -> injector == 2 ? late(second, 20) : second;
    assertThat(words(judge(run.write(runs)))).doesNotContain("INVALID");

    run.seconds = (injector, second) -> injector == 2 ? late(second, 20.1) : second;
    assertInvalid("Start lag p99 of injector 2 was 20.1 ms in rate; the limit is 20 ms.");
  }

  @Test
  void eachIsHeldToTheStartsOfItsOwnShare() throws IOException {
    run.seconds = (injector, second) -> injector == 3 ? without(second, 1) : second;
    assertThat(words(judge(run.write(runs)))).doesNotContain("INVALID");

    run.seconds = (injector, second) -> injector == 3 ? without(second, 2) : second;
    assertInvalid("Starts on time of injector 3, worst 10 s was 96.97 %");
  }

  @Test
  void oneThatRecordedNothingCountsAsNotRecorded() throws IOException {
    RunFolder folder = run.write(runs);
    Files.delete(folder.injector(2).path().resolve("generator.jsonl"));
    folder.seal();

    assertThat(reasons(judge(folder)))
        .contains(
            "Generator recorded of injector 2 was 0 % of the seconds in rate; the limit is 90 % of"
                + " the seconds.");
  }

  @Test
  void peopleAndSocketsOfAllAreShownTogetherAndEachForItself() throws IOException {
    Judgement judgement = judge(run.write(runs));

    assertThat(judgement.generator())
        .allSatisfy(
            point -> {
              assertThat(point.activeUsers()).isEqualTo(run.count * SyntheticRun.USERS);
              assertThat(point.sockets()).isEqualTo(run.count * 50);
            });
    assertThat(judgement.injectors()).hasSize(run.count);
    assertThat(judgement.injectors())
        .allSatisfy(
            injector -> {
              assertThat(injector.requests()).isPositive();
              assertThat(injector.sockets()).isEqualTo(50);
              assertThat(injector.ended()).isEqualTo("its load was over");
            });
  }

  private SyntheticRun whole() {
    return run.whole;
  }

  private static GeneratorSecond withCpu(GeneratorSecond second, double cpu) {
    return SharedRun.with(second, cpu, second.startLags());
  }

  private GeneratorSecond late(GeneratorSecond second, double millis) {
    boolean once = second.t() == whole().rateBegin() + 5_000;
    List<Double> lags = second.startLags().stream().map(lag -> once ? millis : lag).toList();
    return SharedRun.with(second, second.cpu(), lags);
  }

  private GeneratorSecond without(GeneratorSecond second, int starts) {
    boolean once = second.t() == whole().rateBegin() + 5_000;
    List<Double> lags = second.startLags();
    return once ? SharedRun.with(second, second.cpu(), lags.subList(starts, lags.size())) : second;
  }

  private void assertInvalid(String reason) throws IOException {
    Judgement judgement = judge(run.write(runs));
    assertThat(words(judgement)).contains("INVALID");
    assertThat(reasons(judgement)).anySatisfy(said -> assertThat(said).contains(reason));
    assertThat(judgement.exitStatus()).isEqualTo(3);
  }

  private static Judgement judge(RunFolder folder) {
    return Judge.judge(folder, TestClaims.claims());
  }

  private static List<String> words(Judgement judgement) {
    return judgement.ofTheProfile().stream().map(claim -> claim.verdict().words()).toList();
  }

  private static List<String> reasons(Judgement judgement) {
    return judgement.ofTheProfile().stream()
        .map(ClaimJudgement::verdict)
        .map(Verdict::reason)
        .toList();
  }
}
