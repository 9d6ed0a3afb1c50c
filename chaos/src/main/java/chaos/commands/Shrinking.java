package chaos.commands;

import chaos.experiment.ExperimentPlan;
import chaos.experiment.FailureRate;
import chaos.experiment.Schedule;
import chaos.experiment.Shrinker;
import chaos.experiment.Step;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Finds the smallest part of a failing schedule that still fails; each is tried several times. */
final class Shrinking {
  private static final int TRIES = 3;

  /** More failures than these say nothing new. */
  private static final int ENOUGH = 2;

  private static final int REFUTED = 1;

  private final ExperimentPlan plan;
  private final Function<Schedule, ExperimentPlan> experiment;
  private final Function<ExperimentPlan, Outcome> make;
  private final Function<ExperimentPlan, String> command;
  private final PrintStream out;
  private final Map<List<Step>, FailureRate> rates = new HashMap<>();

  /**
   * One for a schedule.
   *
   * @param experiment that of a part of the schedule
   * @param make makes one run of an experiment
   * @param command the one line that repeats an experiment
   */
  Shrinking(
      ExperimentPlan plan,
      Function<Schedule, ExperimentPlan> experiment,
      Function<ExperimentPlan, Outcome> make,
      Function<ExperimentPlan, String> command,
      PrintStream out) {
    this.plan = plan;
    this.experiment = experiment;
    this.make = make;
    this.command = command;
    this.out = out;
  }

  /** An experiment of which no run could be made, so that nothing is known of others either. */
  static final class NoRun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    NoRun(Outcome outcome) {
      super(outcome.why());
      this.outcome = outcome;
    }

    Outcome outcome() {
      return outcome;
    }
  }

  /**
   * Says what it finds; the exit status: 0 where the whole does not fail, else 1.
   *
   * @throws NoRun where an experiment is refused, interrupted or can't be made
   */
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
    FailureRate found = FailureRate.of(TRIES, ENOUGH, () -> fails(part));
    rates.put(List.copyOf(steps), found);
    out.println(part.schedule().text() + " " + found);
    return found;
  }

  /** Only what is refuted fails: a broken measurement says nothing of the platform. */
  private boolean fails(ExperimentPlan part) {
    Outcome outcome = make.apply(part);
    if (outcome.run().isEmpty()) {
      throw new NoRun(outcome);
    }
    return outcome.status() == REFUTED;
  }

  private ExperimentPlan only(List<Step> steps) {
    return experiment.apply(new Schedule(steps));
  }
}
