package chaos.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import chaos.faults.Fault;
import chaos.invariants.DataInvariants;
import chaos.undo.Journals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import loadtests.progress.Progress;
import loadtests.run.ConductedRun;
import loadtests.settings.LoadSettings;
import loadtests.settings.ProjectRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import reports.Reports;
import reports.judge.ExperimentResult.Question;
import reports.run.Baseline;
import reports.run.Experiment;
import reports.run.Experiment.Limits;
import reports.run.RunFolder;

/**
 * Whole experiments on platforms with defects, each of which is found by the proof that is for it.
 * That the platform as it is passes is tried by an experiment that ships.
 */
@Timeout(600)
final class ExperimentsChaos {
  private static final int SECONDS = 15;

  /** Fewer show no band. */
  private static final int BASELINE_SECONDS = 20;

  private static final int RATE = 25;
  private static final Map<String, String> LOAD =
      Map.of("profile", "steady", "users", "25", "duration", SECONDS + "s", "rate", "" + RATE);

  /** More than the answers that are cut, and less than fails while a pod only says it is ready. */
  private static final double FAILED_PERCENT_MAX = 1;

  private static final String LOST = "lost";
  private static final String LEVELS = "levels";

  /** Which proofs find which defects; two that touch nothing in common share a pod. */
  record Planted(PlantedDefect defect, List<String> foundBy) {
    @Override
    public String toString() {
      return defect.toString();
    }
  }

  static final List<Planted> DEFECTS =
      List.of(
          new Planted(
              PlantedDefect.COMMITS_TWICE.and(PlantedDefect.SHOWS_OTHERS_PAGES),
              List.of("one-effect-per-key", "seats-within-bounds", "sessions-apart")),
          new Planted(PlantedDefect.ANSWERS_BEFORE_COMMIT, List.of(LOST)));

  @TempDir private Path folder;

  @BeforeEach
  void keepRunsHere() {
    System.setProperty(ProjectRoot.RUNS_PROPERTY, folder.resolve("runs").toString());
  }

  @AfterEach
  void keepNoRunsHere() {
    System.clearProperty(ProjectRoot.RUNS_PROPERTY);
  }

  @ParameterizedTest
  @FieldSource("DEFECTS")
  void aDefectOfThePlatformIsFoundByTheProofThatIsForIt(Planted planted) throws Exception {
    RunFolder run = through(planted.defect());

    Experiment experiment = run.experiment().orElseThrow();
    assertThat(experiment.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.failure()).isNull());
    assertThat(found(run)).containsAll(planted.foundBy()).doesNotContain("certificates-unique");
    assertThat(Reports.judge(run, ProjectRoot.find()).ofTheProfile())
        .isNotEmpty()
        .anyMatch(claim -> claim.verdict().words().equals("REFUTED"));
  }

  @Test
  @Tag("long")
  void aReadinessThatLiesIsFoundByTheServiceLevels() throws Exception {
    assertThat(found(through(PlantedDefect.SAYS_READY_WHEN_IT_IS_NOT))).contains(LEVELS);
  }

  /** The same way with a platform as it is: what is found otherwise is the defect's doing. */
  @Test
  @Tag("long")
  void nothingIsFoundWhereThereIsNoDefect() throws Exception {
    assertThat(found(through(PlantedDefect.NONE))).isEmpty();
  }

  /** All of the load goes to a pod with the defect for a while. */
  private RunFolder through(PlantedDefect defect) throws IOException {
    Path lms = ProjectRoot.find().resolve("lms");
    Path compiled = Files.createDirectory(folder.resolve("defect"));
    try (Detour detour = new Detour(defect, lms, compiled)) {
      return run(Detour.NAME + "@1s+10s", _ -> Optional.of(detour));
    }
  }

  /** The invariants that are violated, {@code lost} and {@code levels}. */
  private static List<String> found(RunFolder run) throws IOException {
    List<String> found = new ArrayList<>(violated(run.experiment().orElseThrow()));
    if (run.audit().orElseThrow().lost().count() > 0) {
      found.add(LOST);
    }
    Reports.judge(run, ProjectRoot.find()).experiment().orElseThrow().proofs().stream()
        .filter(proof -> proof.question() == Question.LEVELS)
        .filter(proof -> proof.verdict().words().equals("REFUTED"))
        .forEach(_ -> found.add(LEVELS));
    return found;
  }

  private RunFolder run(String schedule, Function<String, Optional<Fault>> faults)
      throws IOException {
    var plan =
        new ExperimentPlan(
            "tried",
            "Nothing is lost.",
            "steady",
            Map.of(),
            List.of(),
            Schedule.parse(schedule, List.of(Detour.NAME)),
            new Limits(FAILED_PERCENT_MAX, 30, 3, 2),
            Set.of());
    LoadSettings settings = LoadSettings.of(LOAD);
    var asked =
        new Stage.Asked(
            plan, 1, "no command", Optional.of(baseline()), new DataInvariants(settings.plan()));
    Path journals = Files.createDirectory(folder.resolve("journals"));
    Progress progress = Progress.on(System.out, false);
    try {
      var stage = new Stage(asked, progress::say, faults, new Journals(journals));
      return ConductedRun.run(settings, progress, stage);
    } finally {
      progress.close();
    }
  }

  /** What the load is without a fault, as it was asked for. */
  private static Baseline baseline() {
    List<Baseline.Second> seconds =
        IntStream.range(0, BASELINE_SECONDS)
            .mapToObj(second -> new Baseline.Second(second, RATE, 0, 20.0, 200.0))
            .toList();
    return new Baseline(RunFolder.SCHEMA, "planned", "steady", seconds, 0);
  }

  private static List<String> violated(Experiment experiment) {
    return experiment.invariants().stream()
        .filter(invariant -> invariant.outcome() == Experiment.Outcome.VIOLATED)
        .map(Experiment.Invariant::name)
        .toList();
  }
}
