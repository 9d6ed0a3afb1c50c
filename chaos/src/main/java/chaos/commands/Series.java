package chaos.commands;

import chaos.commands.Conducting.Order;
import chaos.experiment.ExperimentPlan;
import chaos.experiment.Experiments;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import loadtests.settings.SettingRefused;
import reports.run.Baseline;

/** Experiments that are made one after another, with what they are compared with. */
final class Series {
  /** How long all experiments of an environment may take together. */
  private static final Duration MOST = Duration.ofMinutes(45);

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
    Choice.refusal(plan, options.environment())
        .ifPresent(
            why -> {
              throw new SettingRefused(
                  "experiment %s can't be done in environment %s: %s"
                      .formatted(plan.name(), options.environment(), why));
            });
    order(plan, command, options, given).settings();
    try (Ending ending = Ending.watch()) {
      Optional<Baseline> baseline = given;
      if (baseline.isEmpty()) {
        out.println("First the same load without a fault, to be compared with.");
        Outcome control = conducting.tryToMake(control(plan, options), ending);
        if (control.run().isEmpty() || ending.hasBegun()) {
          return report(control);
        }
        baseline = baselineOf(control);
        out.println();
      }
      return report(conducting.tryToMake(order(plan, command, options, baseline), ending));
    }
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
    Map<String, Optional<Baseline>> baselines = new HashMap<>();
    given.ifPresent(baseline -> baselines.put(Experiments.STEADY, given));
    try (Ending ending = Ending.watch()) {
      ending.last(() -> table(plans, outcomes, options, ending.hasBegun()));
      long longest = 0;
      for (ExperimentPlan plan : plans) {
        long spent = System.nanoTime() - begin;
        if (spent + longest > MOST.toNanos()) {
          String why = "45 minutes are over; " + goingOn(plan, options);
          outcomes.add(Outcome.without(plan.name(), Outcome.NOT_PROVEN, why));
          break;
        }
        Outcome outcome = next(plan, options, baselines, ending);
        if (ending.hasBegun()) {
          break;
        }
        outcomes.add(outcome);
        longest = Math.max(longest, System.nanoTime() - begin - spent);
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

  /** The baseline of a profile is made with the first experiment that needs it. */
  private Outcome next(
      ExperimentPlan plan,
      Options options,
      Map<String, Optional<Baseline>> baselines,
      Ending ending) {
    Optional<String> refusal = Choice.refusal(plan, options.environment());
    if (refusal.isPresent()) {
      return Outcome.without(plan.name(), Outcome.SKIPPED, refusal.get());
    }
    String what = Experiments.gameDays().contains(plan) ? "game-day " : "run ";
    out.println();
    try {
      Optional<Baseline> baseline =
          baselines.computeIfAbsent(
              plan.profile(),
              _ -> baselineOf(conducting.tryToMake(control(plan, options), ending)));
      String command = options.command(what + plan.name());
      return conducting.tryToMake(order(plan, command, options, baseline), ending);
    } catch (RuntimeException e) {
      return Outcome.without(plan.name(), Outcome.FAILED, String.valueOf(e.getMessage()));
    }
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
    try (Ending ending = Ending.watch()) {
      Optional<Baseline> baseline =
          given.or(() -> baselineOf(conducting.tryToMake(control(plan, options), ending)));
      return new Shrinking(
              plan,
              each -> fails(order(each, command.apply(each), options, baseline), ending),
              command,
              out)
          .shrink();
    }
  }

  /** Only what is refuted fails: a broken measurement says nothing of the platform. */
  private boolean fails(Order order, Ending ending) {
    return !ending.hasBegun() && conducting.tryToMake(order, ending).status() == 1;
  }

  private static Order control(ExperimentPlan plan, Options options) {
    ExperimentPlan control = Experiments.control(plan);
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
