package chaos.commands;

import chaos.commands.Conducting.Order;
import chaos.commands.Timetable.Ground;
import chaos.experiment.ExperimentPlan;
import chaos.experiment.Experiments;
import environments.Environments;
import environments.Preparation;
import environments.StandingEnvironment;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import loadtests.settings.SettingRefused;
import reports.run.Baseline;

/** Experiments that are made one after another, with what they are compared with. */
final class Series {
  private final Conducting conducting;
  private final PrintStream out;
  private final PrintStream err;

  Series(Conducting conducting, PrintStream out, PrintStream err) {
    this.conducting = conducting;
    this.out = out;
    this.err = err;
  }

  /** Makes one, and before it what it is compared with where that isn't given. */
  int one(ExperimentPlan plan, String command, Options options, Optional<Baseline> given) {
    requirePossible(plan, options);
    order(plan, command, options, given).settings(0, true);
    try (Ending ending = Ending.watch();
        StandingEnvironment standing = new StandingEnvironment(Environments::open)) {
      Optional<Baseline> baseline = given;
      if (baseline.isEmpty() && !Timetable.isControl(plan)) {
        out.println("First the same load without a fault, to be compared with.");
        Outcome control = unbroken(control(plan, options), ending, standing);
        if (control.run().isEmpty() || ending.hasBegun()) {
          return report(control);
        }
        baseline = baselineOf(control);
        out.println();
      }
      Order order = order(plan, command, options, baseline);
      return report(conducting.tryToMake(order, ending, standing));
    }
  }

  private static void requirePossible(ExperimentPlan plan, Options options) {
    Choice.refusal(plan, options.environment(), options.seed())
        .ifPresent(
            why -> {
              throw new SettingRefused(
                  "experiment %s can't be done in environment %s: %s"
                      .formatted(plan.name(), options.environment(), why));
            });
  }

  /** What a single experiment without a run has to say, and the exit status. */
  private int report(Outcome outcome) {
    if (outcome.run().isEmpty()) {
      err.println("headroom: " + outcome.why());
    }
    return outcome.status() == Outcome.SKIPPED ? SettingRefused.EXIT_STATUS : outcome.status();
  }

  /** Makes all of a list that can be done there, and says in a table what became of each. */
  int all(List<ExperimentPlan> plans, Options options, Optional<Baseline> given) {
    long begin = System.nanoTime();
    List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    Map<Ground, Optional<Baseline>> baselines = new HashMap<>();
    given.ifPresent(_ -> baselines.put(new Ground(Experiments.STEADY, Set.of()), given));
    Set<Set<Preparation>> started = new HashSet<>();
    try (Ending ending = Ending.watch();
        StandingEnvironment standing = new StandingEnvironment(Environments::open)) {
      ending.last(() -> table(plans, outcomes, options, ending.hasBegun()));
      for (ExperimentPlan plan : plans) {
        Optional<String> refusal = Choice.refusal(plan, options.environment(), options.seed());
        if (refusal.isPresent()) {
          outcomes.add(Outcome.without(plan.name(), Outcome.SKIPPED, refusal.get()));
          continue;
        }
        Duration spent = Duration.ofNanos(System.nanoTime() - begin);
        Duration needed =
            Timetable.needed(
                plan,
                options.environment(),
                baselines.containsKey(Ground.of(plan)),
                !started.add(plan.preparations()));
        if (spent.plus(needed).compareTo(Timetable.MOST) > 0) {
          String why = "45 minutes are over; " + goingOn(plan, options);
          outcomes.add(Outcome.without(plan.name(), Outcome.NOT_PROVEN, why));
          break;
        }
        Outcome outcome = next(plan, options, baselines, ending, standing);
        if (ending.hasBegun()) {
          break;
        }
        outcomes.add(outcome);
      }
      ending.sayLast();
      return ending.hasBegun() ? Outcome.INTERRUPTED : Outcome.gravest(outcomes);
    }
  }

  /** A line for each that was made, and the command that goes on where an interrupt ended it. */
  private void table(
      List<ExperimentPlan> plans, List<Outcome> outcomes, Options options, boolean interrupted) {
    List<Outcome> all = List.copyOf(outcomes);
    out.println();
    all.forEach(outcome -> out.println(outcome.line()));
    if (interrupted && all.size() < plans.size()) {
      ExperimentPlan next = plans.get(all.size());
      String why = "interrupted; " + goingOn(next, options);
      out.println(Outcome.without(next.name(), Outcome.INTERRUPTED, why).line());
    }
  }

  private static String goingOn(ExperimentPlan plan, Options options) {
    return options.command("run all --from " + plan.name()) + " goes on";
  }

  /**
   * What others are compared with is made with the first that needs it; the control is that itself.
   */
  private Outcome next(
      ExperimentPlan plan,
      Options options,
      Map<Ground, Optional<Baseline>> baselines,
      Ending ending,
      StandingEnvironment standing) {
    String what = options.experiments().gameDays().contains(plan) ? "game-day " : "run ";
    String command = options.command(what + plan.name());
    Ground ground = Ground.of(plan);
    out.println();
    try {
      if (!baselines.containsKey(ground)) {
        boolean isControl = Timetable.isControl(plan);
        Order control =
            isControl ? order(plan, command, options, Optional.empty()) : control(plan, options);
        Outcome made = unbroken(control, ending, standing);
        baselines.put(ground, baselineOf(made));
        if (isControl || ending.hasBegun()) {
          return made;
        }
      }
      Optional<Baseline> baseline = baselines.getOrDefault(ground, Optional.empty());
      Order order = order(plan, command, options, baseline);
      return conducting.tryToMake(order, ending, standing);
    } catch (RuntimeException e) {
      return Outcome.without(plan.name(), Outcome.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** A run without a fault; one that shows something all the same is no baseline and is redone. */
  private Outcome unbroken(Order control, Ending ending, StandingEnvironment standing) {
    Outcome first = conducting.tryToMake(control, ending, standing);
    if (first.status() == 0 || first.run().isEmpty() || ending.hasBegun()) {
      return first;
    }
    out.println("Nothing can be compared with that: once more.");
    return conducting.tryToMake(control, ending, standing);
  }

  /** Where there is none the judge says what can't be proven without. */
  private Optional<Baseline> baselineOf(Outcome control) {
    try {
      if (control.run().isEmpty()) {
        err.println("headroom: there is nothing to compare with: " + control.why());
      }
      return control.run().map(Conducting::baseline);
    } catch (SettingRefused e) {
      err.println("headroom: there is nothing to compare with: " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Shrinks a schedule that fails to the smallest that still does.
   *
   * @param command the one line that repeats a schedule
   */
  int shrink(
      ExperimentPlan plan,
      Options options,
      Optional<Baseline> given,
      Function<ExperimentPlan, String> command) {
    requirePossible(plan, options);
    order(plan, command.apply(plan), options, given).settings(0, true);
    try (Ending ending = Ending.watch();
        StandingEnvironment standing = new StandingEnvironment(Environments::open)) {
      Optional<Baseline> baseline = given;
      if (baseline.isEmpty()) {
        Outcome control = unbroken(control(plan, options), ending, standing);
        if (control.run().isEmpty() || ending.hasBegun()) {
          return report(control);
        }
        baseline = baselineOf(control);
      }
      Optional<Baseline> comparedWith = baseline;
      return new Shrinking(
              plan,
              steps -> options.experiments().adHoc(steps, plan.profile(), plan.limits().partsMax()),
              each ->
                  conducting.tryToMake(
                      order(each, command.apply(each), options, comparedWith), ending, standing),
              command,
              out)
          .shrink();
    } catch (Shrinking.NoRun e) {
      return report(e.outcome());
    }
  }

  private static Order control(ExperimentPlan plan, Options options) {
    ExperimentPlan control = options.experiments().control(plan);
    String command =
        options.command("run")
            + " --schedule \"%s\" --profile %s"
                .formatted(control.schedule().text(), plan.profile());
    return order(control, command, options, Optional.empty());
  }

  private static Order order(
      ExperimentPlan plan, String command, Options options, Optional<Baseline> baseline) {
    return new Order(plan, options.environment(), options.seed(), command, baseline);
  }
}
