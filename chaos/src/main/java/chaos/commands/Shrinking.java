package chaos.commands;

import chaos.experiment.ExperimentPlan;
import chaos.experiment.Experiments;
import chaos.experiment.FailureRate;
import chaos.experiment.Schedule;
import chaos.experiment.Shrinker;
import chaos.experiment.Step;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Finds the smallest part of a failing schedule that still fails; each is tried several times. */
final class Shrinking {
  private static final int TRIES = 3;

  /** More failures than these say nothing new. */
  private static final int ENOUGH = 2;

  private final ExperimentPlan plan;
  private final Predicate<ExperimentPlan> fails;
  private final Function<ExperimentPlan, String> command;
  private final PrintStream out;
  private final Map<List<Step>, FailureRate> rates = new HashMap<>();

  /**
   * One for a schedule.
   *
   * @param fails whether one run of an experiment fails
   * @param command the one line that repeats an experiment
   */
  Shrinking(
      ExperimentPlan plan,
      Predicate<ExperimentPlan> fails,
      Function<ExperimentPlan, String> command,
      PrintStream out) {
    this.plan = plan;
    this.fails = fails;
    this.command = command;
    this.out = out;
  }

  /** Says what it finds; the exit status: 0 where the whole does not fail, else 1. */
  int shrink() {
    List<Step> all = plan.schedule().steps();
    if (rate(all).failed() == 0) {
      out.println("the schedule doesn't fail: there is nothing to shrink");
      return 0;
    }
    List<Step> smallest = Shrinker.shrink(all, steps -> rate(steps).failed() > 0);
    out.println();
    out.println("the smallest that fails (" + rate(smallest) + "):");
    out.println("  " + command.apply(only(smallest)));
    return 1;
  }

  private FailureRate rate(List<Step> steps) {
    FailureRate known = rates.get(steps);
    if (known != null) {
      return known;
    }
    ExperimentPlan part = only(steps);
    FailureRate found = FailureRate.of(TRIES, ENOUGH, () -> fails.test(part));
    rates.put(List.copyOf(steps), found);
    out.println(part.schedule().text() + " " + found);
    return found;
  }

  private ExperimentPlan only(List<Step> steps) {
    return Experiments.adHoc(new Schedule(steps), plan.profile(), plan.limits().partsMax());
  }
}
