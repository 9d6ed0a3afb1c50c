package chaos.experiment;

import static chaos.experiment.Expectation.CALM;
import static chaos.experiment.Expectation.STEADY_SECONDS;

import chaos.faults.Fault;
import chaos.faults.Faults;
import environments.Preparation;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import loadtests.plan.Phase;
import loadtests.plan.Profile;
import loadtests.profiles.Profiles;
import reports.run.Experiment.Limits;

/**
 * The experiments that ship, as they are made in one environment: one for each fault under the
 * platform's steady state, and the game days.
 */
public final class Experiments {
  /** The experiment in which nothing is broken. */
  public static final String CONTROL = "no-fault";

  /** The load of the experiments with one fault. */
  public static final String STEADY = "steady";

  private static final String STORM = "storm-steady";

  /** Of a storm, which is the same in each of its seconds: a shorter one as dense. */
  private static final Map<String, String> SHORT_STORM = Map.of("users", "307", "duration", "50s");

  /** Where so many requests may fail, it is an outage of most of the phase. */
  private static final double MOST_FAIL_PERCENT = 80;

  /**
   * Twelve journeys begin in a second, and with a write or two that are sent four times again,
   * after up to two seconds each, they last some ten seconds.
   */
  private static final String USERS_OF_OUTAGE = "160";

  private final String environment;

  /**
   * What some faults need, together: those that do share an environment and what they are compared
   * with.
   */
  private final Set<Preparation> special;

  private final List<ExperimentPlan> steady;
  private final List<ExperimentPlan> gameDays;

  private Experiments(String environment) {
    this.environment = environment;
    this.special =
        Stream.of(Preparation.values())
            .filter(each -> each.refusal(environment).isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    this.steady = Faults.ALL.stream().map(this::of).toList();
    this.gameDays = madeGameDays();
  }

  /** Those of an environment: in some, things take longer than in others. */
  public static Experiments in(String environment) {
    return new Experiments(environment);
  }

  /** One for each fault, the control first. */
  public List<ExperimentPlan> steady() {
    return steady;
  }

  /** Those with a story. */
  public List<ExperimentPlan> gameDays() {
    return gameDays;
  }

  /**
   * All, those together that can have one environment, the usual ones first. What a clock that is
   * ahead has stamped lies in the future of what follows, and is waited for: it comes last.
   */
  public List<ExperimentPlan> all() {
    return Stream.concat(steady.stream(), gameDays.stream())
        .sorted(
            Comparator.comparingInt((ExperimentPlan plan) -> plan.preparations().size())
                .thenComparing(plan -> plan.preparations().toString())
                .thenComparing(Experiments::hasClockAhead))
        .toList();
  }

  private static boolean hasClockAhead(ExperimentPlan plan) {
    return plan.schedule().steps().stream()
        .anyMatch(step -> step.fault().equals("pod-clock-skewed"));
  }

  private List<ExperimentPlan> madeGameDays() {
    return List.of(
        gameDay(
            "redis-gone-at-exam-start",
            "Redis gone while an exam begins: everybody gets the exam, and no answer is lost.",
            "exam-steady",
            step("redis-gone", 1, 25),
            limits(5, 12, 1)),
        gameDay(
            "database-restarts-in-exam",
            "MySQL restarting during an exam: answers wait or are refused, and none is lost.",
            "exam-steady",
            step("database-restarted", 12, 7),
            limits(40, 15, 1)),
        gameDay(
            "update-in-sign-in-storm",
            "Every pod replaced one after the other while everybody signs in: nobody notices.",
            STORM,
            step("pods-replaced", 5, expected("pods-replaced").seconds()),
            limits(1, 15, 1)),
        gameDay(
            "half-of-pods-frozen",
            "Half of the pods frozen at the peak: the others serve, if slower.",
            "peak-steady",
            step("pod-frozen", 11, 8),
            limits(20, 12, 1)));
  }

  /** The experiment of a name, if there is one. */
  public Optional<ExperimentPlan> named(String name) {
    return all().stream().filter(plan -> plan.name().equals(name)).findFirst();
  }

  /**
   * The experiment in which nothing is broken, under the load of another. A load that is the same
   * in each of its seconds needs no more of them than a band does, and a storm no more requests
   * than what is compared with it.
   */
  public ExperimentPlan control(ExperimentPlan other) {
    Expectation expected = expected(CONTROL);
    return new ExperimentPlan(
        CONTROL,
        "Under the same load " + expected.clause() + ".",
        other.profile(),
        switch (other.profile()) {
          case STEADY -> duration(expected.phase());
          case STORM -> SHORT_STORM;
          default -> other.settings();
        },
        List.of(),
        Schedule.of(CONTROL, CALM, Duration.ofSeconds(expected.seconds())),
        other.profile().equals(STORM)
            ? limits(other.limits().failedPercentMax(), expected.recoverySecondsMax(), 0)
            : expected.limits(0),
        other.preparations());
  }

  /**
   * One for a schedule that nobody has expectations of: it may cost what the worst of its faults
   * may. The steady load goes on for as long as they need; other loads are as long as they are.
   */
  public ExperimentPlan adHoc(Schedule schedule, String profile, int partsMax) {
    Limits limits =
        limits(
            most(schedule, Expectation::failedPercentMax),
            most(schedule, Expectation::recoverySecondsMax),
            partsMax);
    Duration rest = rest(schedule, limits);
    return new ExperimentPlan(
        "schedule",
        "Under " + schedule.text() + " " + Expectations.USUAL.clause() + ".",
        profile,
        profile.equals(STEADY) ? steady(schedule.end().plus(rest), limits) : Map.of(),
        List.of(),
        schedule,
        limits,
        preparations(schedule));
  }

  private double most(Schedule schedule, ToDoubleFunction<Expectation> limit) {
    return Stream.concat(
            Stream.of(Expectations.USUAL),
            schedule.steps().stream().map(step -> expected(step.fault())))
        .mapToDouble(limit)
        .max()
        .orElseThrow();
  }

  /**
   * How long a load has to go on after the planned end of a schedule: until everything is repaired,
   * has recovered, and has been seen to stay so.
   */
  public Duration rest(Schedule schedule, Limits limits) {
    return schedule.steps().stream()
        .map(step -> expected(step.fault()).rest(limits.recoverySecondsMax()))
        .max(Duration::compareTo)
        .orElseThrow();
  }

  private Expectation expected(String fault) {
    return Expectations.of(fault, environment);
  }

  private Set<Preparation> preparations(Schedule schedule) {
    return schedule.steps().stream()
            .map(step -> Faults.named(step.fault()))
            .flatMap(Optional::stream)
            .allMatch(fault -> fault.preparations().isEmpty())
        ? Set.of()
        : special;
  }

  private ExperimentPlan of(Fault fault) {
    Expectation expected = expected(fault.name());
    Limits limits = expected.limits(1);
    return new ExperimentPlan(
        fault.name(),
        "Under " + fault.name() + " (" + fault.summary() + ") " + expected.clause() + ".",
        STEADY,
        steady(expected.phase(), limits),
        List.of(),
        Schedule.of(fault.name(), CALM, Duration.ofSeconds(expected.seconds())),
        limits,
        fault.preparations().isEmpty() ? Set.of() : special);
  }

  private ExperimentPlan gameDay(
      String name, String hypothesis, String profile, Schedule schedule, Limits limits) {
    return new ExperimentPlan(
        name,
        hypothesis,
        profile,
        longer(profile, schedule.end().plus(rest(schedule, limits))),
        List.of(),
        schedule,
        limits,
        preparations(schedule));
  }

  /** A load that goes on for long enough, and a storm that is as dense then. */
  private static Map<String, String> longer(String profile, Duration needed) {
    Profile own = Profiles.named(profile).orElseThrow();
    Duration usual = measured(own);
    if (needed.compareTo(usual) <= 0) {
      return Map.of();
    }
    long seconds = needed.toSeconds();
    long users = seconds * own.defaults().users() / usual.toSeconds();
    return profile.equals(STORM)
        ? Map.of("users", Long.toString(users), "duration", seconds + "s")
        : duration(needed);
  }

  private static Duration measured(Profile profile) {
    return profile.plan(profile.defaults()).phases().stream()
        .filter(Phase::measured)
        .findFirst()
        .orElseThrow()
        .duration();
  }

  /** The steady load, with more people where most of them keep sending again what was refused. */
  private static Map<String, String> steady(Duration phase, Limits limits) {
    Map<String, String> settings = new HashMap<>(duration(phase));
    if (limits.failedPercentMax() >= MOST_FAIL_PERCENT) {
      settings.put("users", USERS_OF_OUTAGE);
    }
    return Map.copyOf(settings);
  }

  private static Map<String, String> duration(Duration phase) {
    return Map.of("duration", phase.toSeconds() + "s");
  }

  private static Schedule step(String fault, int offsetSeconds, int seconds) {
    return Schedule.of(fault, Duration.ofSeconds(offsetSeconds), Duration.ofSeconds(seconds));
  }

  private static Limits limits(double failedPercentMax, double recoverySecondsMax, int partsMax) {
    return new Limits(failedPercentMax, recoverySecondsMax, STEADY_SECONDS, partsMax);
  }
}
