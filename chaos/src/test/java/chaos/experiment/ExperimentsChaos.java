package chaos.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import chaos.faults.Fault;
import chaos.faults.FaultFailed;
import chaos.faults.Faults;
import chaos.faults.Injection;
import chaos.faults.Site;
import chaos.faults.Witness;
import chaos.invariants.DataInvariants;
import chaos.undo.Journals;
import chaos.undo.Proxies;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import environments.Link;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import loadtests.progress.Progress;
import loadtests.run.ConductedRun;
import loadtests.settings.LoadSettings;
import loadtests.settings.ProjectRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reports.Reports;
import reports.run.Audit;
import reports.run.Experiment;
import reports.run.Experiment.Limits;
import reports.run.Experiment.Testimony;
import reports.run.RunFolder;

/**
 * Whole experiments: on the platform as it is, which loses nothing, and on one that lies, where
 * each lie is found by the proof that is for it.
 */
@Timeout(600)
final class ExperimentsChaos {
  private static final Map<String, String> LOAD =
      Map.of("profile", "steady", "users", "20", "duration", "20s", "rate", "40");

  @TempDir private Path folder;

  @BeforeEach
  void keepRunsHere() {
    System.setProperty(ProjectRoot.RUNS_PROPERTY, folder.resolve("runs").toString());
  }

  @AfterEach
  void keepNoRunsHere() {
    System.clearProperty(ProjectRoot.RUNS_PROPERTY);
  }

  @Test
  void nothingIsLostWhileAPodIsKilledAndCommitsGoUnanswered() throws Exception {
    RunFolder run = run("commit-answer-cut@1s+8s,pod-killed@12s+4s", Faults::named);

    Experiment experiment = run.experiment().orElseThrow();
    assertThat(experiment.faults())
        .hasSize(2)
        .allSatisfy(
            fault -> {
              assertThat(fault.failure()).isNull();
              assertThat(fault.witness()).isNotNull().matches(Testimony::fired, "fired");
              assertThat(fault.undone()).isNotNull();
            });
    assertThat(experiment.invariants()).isNotEmpty();
    assertThat(violated(experiment)).isEmpty();
    assertThat(run.audit().orElseThrow())
        .matches(Audit::complete, "complete")
        .matches(audit -> audit.writes().acknowledged() > 0, "has writes")
        .matches(audit -> audit.lost().count() == 0, "has lost none");
    assertThat(Objects.requireNonNull(experiment.residue()).left()).isEmpty();
  }

  @Test
  void eachLieIsFound() throws Exception {
    RunFolder run = run("lying@1s+12s", _ -> Optional.of(new Lying()));

    Experiment experiment = run.experiment().orElseThrow();
    assertThat(experiment.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.failure()).isNull());
    assertThat(violated(experiment))
        .contains("sessions-apart", "enrolments-linearizable", "refused-leaves-nothing")
        .doesNotContain("seats-within-bounds", "certificates-unique", "attempts-gapless");
    assertThat(run.audit().orElseThrow().lost().count()).isPositive();
    assertThat(Reports.judge(run, ProjectRoot.find()).ofTheProfile())
        .isNotEmpty()
        .allMatch(claim -> claim.verdict().words().equals("REFUTED"));
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
            Schedule.parse(schedule, List.of("pod-killed", "commit-answer-cut", "lying")),
            new Limits(50, 30, 3, 2));
    LoadSettings settings = LoadSettings.of(LOAD);
    var asked =
        new Stage.Asked(
            plan, 1, "no command", Optional.empty(), new DataInvariants(settings.load()));
    Path journals = Files.createDirectory(folder.resolve("journals"));
    Progress progress = Progress.on(System.out, false);
    try {
      var stage = new Stage(asked, progress::say, faults, new Journals(journals));
      return ConductedRun.run(settings, progress, stage);
    } finally {
      progress.close();
    }
  }

  private static List<String> violated(Experiment experiment) {
    return experiment.invariants().stream()
        .filter(invariant -> invariant.outcome() == Experiment.Outcome.VIOLATED)
        .map(Experiment.Invariant::name)
        .toList();
  }

  /** Leads the load through a platform that lies. */
  private static final class Lying implements Fault {
    @Override
    public String name() {
      return "lying";
    }

    @Override
    public String summary() {
      return "the platform lies";
    }

    @Override
    public Optional<String> refusal(Site site) {
      return Optional.empty();
    }

    @Override
    public Injection prepare(Site site, SplittableRandom random) {
      return new Detour(site.link("edge").orElseThrow());
    }
  }

  private static final class Detour implements Injection {
    private final Link link;
    private @Nullable LyingPlatform lying;

    Detour(Link link) {
      this.link = link;
    }

    @Override
    public String target() {
      return "link " + link.name();
    }

    @Override
    public boolean leavesTraces() {
      return false;
    }

    @Override
    public List<Undo> undos() {
      return List.of(new Undo.ResetProxy(link.api(), link.proxy(), link.upstream(), List.of()));
    }

    @Override
    public Witness witness() {
      return Witness.NOBODY;
    }

    @Override
    public void inject() throws FaultFailed, InterruptedException {
      String[] first = link.upstream().split(",", -1)[0].split(":", -1);
      try {
        lying =
            new LyingPlatform(
                InetAddress.getByName(link.hostOfUs()),
                new InetSocketAddress(first[0], Integer.parseInt(first[1])));
        new Proxies(link.api()).set(link.proxy(), true, link.hostOfUs() + ":" + lying.port());
      } catch (IOException | UndoFailed e) {
        throw new FaultFailed("nobody lies: " + e.getMessage(), e);
      }
    }

    @Override
    public void repair() {
      if (lying != null) {
        lying.close();
      }
    }
  }
}
