package chaos.commands;

import chaos.experiment.ExperimentPlan;
import chaos.experiment.ExperimentRefused;
import chaos.experiment.Stage;
import chaos.invariants.Invariants;
import chaos.undo.Journal;
import chaos.undo.Journals;
import environments.EnvironmentUnavailable;
import environments.Preparation;
import environments.StandingEnvironment;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import loadtests.injectors.InjectorsFailed;
import loadtests.plan.Phase;
import loadtests.plan.Plan;
import loadtests.progress.Progress;
import loadtests.run.ConductedRun;
import loadtests.run.TooFewLearners;
import loadtests.settings.LoadSettings;
import loadtests.settings.ProjectRoot;
import loadtests.settings.SettingRefused;
import reports.Reports;
import reports.run.Baseline;
import reports.run.NoSuchRun;
import reports.run.RunFolder;
import reports.run.UnreadableEvidence;

/**
 * Makes and judges the runs of experiments, one after the other, in one environment as long as they
 * ask for the same and leave it as it was.
 */
final class Conducting {
  /** Until pods that have just started answer as they will: in the first seconds they are slow. */
  static final Duration YOUNG = Duration.ofSeconds(12);

  /** A second: hashing passwords is what they are slowest in. */
  private static final String YOUNG_SIGN_INS = "10";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final Function<Plan, Invariants> invariants;
  private int round;

  /** What the environment that stands was prepared for. */
  private Set<Preparation> prepared = Set.of();

  Conducting(
      PrintStream out, PrintStream err, boolean terminal, Function<Plan, Invariants> invariants) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.invariants = invariants;
  }

  /** An experiment with everything that its run is made from. */
  record Order(
      ExperimentPlan plan,
      String environment,
      long seed,
      String command,
      Optional<Baseline> baseline) {
    /**
     * The settings of its run.
     *
     * @param round how many runs there were before: each has other learners
     * @param young whether its environment is started for it
     * @throws SettingRefused where the schedule is longer than the load
     */
    LoadSettings settings(int round, boolean young) {
      Map<String, String> given = new LinkedHashMap<>(plan.settings());
      given.put("profile", plan.profile());
      given.put("environment", environment);
      given.put("seed", Long.toString(seed));
      given.put("round", Integer.toString(round));
      if (young) {
        given.put("more-warm-up", YOUNG.toSeconds() + "s");
        given.put("sign-ins", YOUNG_SIGN_INS);
      }
      LoadSettings settings = LoadSettings.of(given);
      Phase measured =
          settings.plan().phases().stream().filter(Phase::measured).findFirst().orElseThrow();
      Duration end = plan.schedule().end();
      if (end.compareTo(measured.duration()) > 0) {
        throw new SettingRefused(
            "the schedule ends after %d s, and the measured phase of profile %s after %d s"
                .formatted(end.toSeconds(), plan.profile(), measured.duration().toSeconds()));
      }
      return settings;
    }
  }

  /**
   * Makes a run and judges it.
   *
   * @throws SettingRefused where it can't be asked for like that
   * @throws ExperimentRefused where it can't be done there
   * @throws EnvironmentUnavailable where the environment can't be had
   */
  private Outcome make(Order order, Ending ending, StandingEnvironment standing) {
    ExperimentPlan plan = order.plan();
    boolean young = !standing.isUp() || !prepared.equals(plan.preparations());
    LoadSettings settings = order.settings(round, young);
    prepared = plan.preparations();
    round++;
    sweep();
    out.println(plan.name() + ": " + plan.hypothesis());
    out.println("  " + plan.schedule().text());
    out.println("  " + order.command());
    RunFolder folder;
    try (Progress progress = Progress.on(out, terminal)) {
      var asked =
          new Stage.Asked(
              plan,
              order.seed(),
              order.command(),
              order.baseline(),
              invariants.apply(settings.plan()));
      var stage = new Stage(asked, progress::say, ending::runEnded);
      folder = ConductedRun.run(settings, progress, stage, standing::open);
    }
    var aftermath = new AtomicReference<List<String>>(List.of("nobody could judge the run"));
    int status =
        Reports.report(
            ProjectRoot.find(),
            folder.path().toString(),
            out,
            err,
            terminal,
            judgement -> aftermath.set(Aftermath.of(judgement)));
    if (!aftermath.get().isEmpty()) {
      out.println(
          "A further experiment gets a new environment: "
              + String.join(", ", aftermath.get())
              + ".");
      standing.end();
    }
    return Outcome.ofRun(plan.name(), status, folder.id());
  }

  /** What a killed run left broken, whose dead man was killed too, would spoil this one. */
  private void sweep() {
    try {
      new Journals(Journal.folder()).undo(false, out::println).forEach(err::println);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before the run", e);
    }
  }

  /**
   * Makes a run and judges it; what is wrong is an outcome that has no run. An environment in which
   * a run could not be made to its end is not used again.
   *
   * @param standing where it is made
   */
  Outcome tryToMake(Order order, Ending ending, StandingEnvironment standing) {
    Outcome outcome = tried(order, ending, standing);
    if (outcome.run().isEmpty()) {
      standing.end();
    }
    return outcome;
  }

  private Outcome tried(Order order, Ending ending, StandingEnvironment standing) {
    String name = order.plan().name();
    try {
      return make(order, ending, standing);
    } catch (ExperimentRefused e) {
      return Outcome.without(name, Outcome.SKIPPED, String.valueOf(e.getMessage()));
    } catch (SettingRefused | TooFewLearners e) {
      return Outcome.without(name, SettingRefused.EXIT_STATUS, String.valueOf(e.getMessage()));
    } catch (EnvironmentUnavailable e) {
      return Outcome.without(
          name, EnvironmentUnavailable.EXIT_STATUS, String.valueOf(e.getMessage()));
    } catch (InjectorsFailed e) {
      return Outcome.without(name, InjectorsFailed.EXIT_STATUS, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      if (ending.hasBegun()) {
        return Outcome.without(name, Outcome.INTERRUPTED, "interrupted");
      }
      e.printStackTrace(err);
      return Outcome.without(name, Outcome.FAILED, "the harness failed: " + e.getMessage());
    }
  }

  /**
   * What a run without a fault says, to be compared with.
   *
   * @param run its folder, its id, the beginning of one, or {@code latest}
   * @throws SettingRefused where there is none, or it can't be compared with
   */
  static Baseline baseline(String run) {
    try {
      return Reports.baseline(RunFolder.find(ProjectRoot.runs(), run).path());
    } catch (NoSuchRun | UnreadableEvidence e) {
      throw new SettingRefused("baseline '%s': %s".formatted(run, e.getMessage()));
    }
  }
}
