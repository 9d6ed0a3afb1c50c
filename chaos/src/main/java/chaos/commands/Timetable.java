package chaos.commands;

import chaos.experiment.ExperimentPlan;
import chaos.experiment.Experiments;
import environments.Preparation;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import loadtests.plan.Phase;
import loadtests.plan.Plan;
import loadtests.settings.LoadSettings;

/**
 * How long all experiments of an environment are planned to take: their loads are computed, and
 * what is around them is as long as it was on a machine of two CPUs.
 *
 * @param experiments game days included, of those that can be done there
 * @param time with baselines and starts
 */
record Timetable(int experiments, Duration time) {
  /** How long all experiments of an environment may take together. */
  static final Duration MOST = Duration.ofMinutes(45);

  /** Of a run: the injector's start and end, sign-ins of watchers, looks, audit and verdict. */
  private static final Duration AROUND = Duration.ofSeconds(14);

  /** Of an environment whose data and images are there, until it serves. */
  private static final Map<String, Duration> START =
      Map.of(
          "embedded", Duration.ofSeconds(15),
          "containers", Duration.ofSeconds(40),
          "k3s", Duration.ofSeconds(150));

  private static final int SECONDS_PER_MINUTE = 60;

  /** What has the same noise: a load in an environment of one composition. */
  record Ground(String profile, Set<Preparation> preparations) {
    static Ground of(ExperimentPlan plan) {
      return new Ground(plan.profile(), plan.preparations());
    }
  }

  /** That of all that can be done in an environment. */
  static Timetable in(String environment) {
    List<ExperimentPlan> plans =
        Experiments.in(environment).all().stream()
            .filter(plan -> Choice.refusal(plan, environment, 1).isEmpty())
            .toList();
    Set<Ground> known = new HashSet<>();
    Set<Set<Preparation>> started = new HashSet<>();
    Duration time = Duration.ZERO;
    for (ExperimentPlan plan : plans) {
      boolean stands = !started.add(plan.preparations());
      time = time.plus(needed(plan, environment, !known.add(Ground.of(plan)), stands));
    }
    return new Timetable(plans.size(), time);
  }

  /**
   * How long an experiment takes with all that it needs.
   *
   * @param known whether there is something to compare it with
   * @param stands whether its environment is there
   */
  static Duration needed(ExperimentPlan plan, String environment, boolean known, boolean stands) {
    Duration baseline =
        known || isControl(plan) ? Duration.ZERO : run(Experiments.in(environment).control(plan));
    Duration start =
        stands
            ? Duration.ZERO
            : Objects.requireNonNull(START.get(environment)).plus(Conducting.YOUNG);
    return start.plus(baseline).plus(run(plan));
  }

  /** The control is what others are compared with. */
  static boolean isControl(ExperimentPlan plan) {
    return plan.name().equals(Experiments.CONTROL);
  }

  private static Duration run(ExperimentPlan plan) {
    return load(plan).duration().plus(AROUND);
  }

  /** How long the measured phase of an experiment is. */
  static Duration measured(ExperimentPlan plan) {
    return load(plan).phases().stream()
        .filter(Phase::measured)
        .findFirst()
        .orElseThrow()
        .duration();
  }

  private static Plan load(ExperimentPlan plan) {
    Map<String, String> given = new HashMap<>(plan.settings());
    given.put("profile", plan.profile());
    return LoadSettings.of(given).plan();
  }

  /** Whole minutes, rounded up. */
  long minutes() {
    return Math.ceilDiv(time.toSeconds(), SECONDS_PER_MINUTE);
  }

  /** In words. */
  String text() {
    return "%d experiments in %d minutes".formatted(experiments, minutes());
  }
}
