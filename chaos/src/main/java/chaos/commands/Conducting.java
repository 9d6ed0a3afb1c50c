package chaos.commands;

import chaos.experiment.ExperimentPlan;
import chaos.experiment.ExperimentRefused;
import chaos.experiment.Stage;
import chaos.invariants.Invariants;
import chaos.undo.Journal;
import chaos.undo.Journals;
import environments.EnvironmentUnavailable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import loadtests.injectors.InjectorsFailed;
import loadtests.plan.Load;
import loadtests.plan.Phase;
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

/** Makes and judges the runs of experiments, one after the other. */
final class Conducting {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final Function<Load, Invariants> invariants;

  Conducting(
      PrintStream out, PrintStream err, boolean terminal, Function<Load, Invariants> invariants) {
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
     * @throws SettingRefused where the schedule is longer than the load
     */
    LoadSettings settings() {
      Map<String, String> given = new LinkedHashMap<>(plan.settings());
      given.put("profile", plan.profile());
      given.put("environment", environment);
      given.put("seed", Long.toString(seed));
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
  Outcome make(Order order, Ending ending) {
    ExperimentPlan plan = order.plan();
    LoadSettings settings = order.settings();
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
              invariants.apply(settings.load()));
      folder =
          ConductedRun.run(settings, progress, new Stage(asked, progress::say, ending::runEnded));
    }
    int status = Reports.report(ProjectRoot.find(), folder.path().toString(), out, err, terminal);
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

  /** The same, with what is wrong as an outcome that has no run. */
  Outcome tryToMake(Order order, Ending ending) {
    String name = order.plan().name();
    try {
      return make(order, ending);
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
