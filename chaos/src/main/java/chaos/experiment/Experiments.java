package chaos.experiment;

import chaos.faults.Fault;
import chaos.faults.Faults;
import environments.Preparation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reports.run.Experiment.Limits;

/**
 * The experiments that ship: one for each fault under the platform's steady state, and the game
 * days. A fault without a line of its own here gets the usual expectation.
 */
public final class Experiments {
  /** The experiment in which nothing is broken. */
  public static final String CONTROL = "no-fault";

  /** The load of the experiments with one fault. */
  public static final String STEADY = "steady";

  private static final Duration CALM = Duration.ofSeconds(10);

  /** What the load has after the fault, for the platform to recover in. */
  private static final int REST_SECONDS = 20;

  /** The longest fault for which the profile's own length is enough. */
  private static final int SHORT_SECONDS = 10;

  private static final int STEADY_SECONDS = 3;

  private static final Expectation USUAL =
      new Expectation(10, 15, 15, "the platform goes on with what is left, and recovers by itself");

  private static final Expectation NOTHING_SEEN =
      new Expectation(10, 0.5, 5, "nothing is broken, and nothing is seen");
  private static final Expectation DRAINED =
      new Expectation(8, 1, 15, "the pod drains, and the other pods serve meanwhile");

  /** One attempt in ten seconds is handed in: it takes longer to meet some. */
  private static final Expectation FEW_ANSWERS =
      new Expectation(30, 5, 15, "what is sent again is done once");

  private static final Expectation UPDATE_FAILS =
      new Expectation(80, 1, 15, "the update undoes itself, and nobody notices");
  private static final Expectation POD_AWAY =
      new Expectation(8, 15, 15, "the other pods serve meanwhile");
  private static final Expectation CACHE_AWAY =
      new Expectation(10, 5, 15, "everything is slower, and nothing is wrong");
  private static final Expectation DATABASE_AWAY =
      new Expectation(8, 50, 20, "there is a clear 503, and no acknowledged write is lost");
  private static final Expectation CACHE_GONE =
      new Expectation(60, 5, 15, "everything is slower for a minute, and nothing is wrong");
  private static final Expectation DATABASE_GONE =
      new Expectation(
          60, 90, 20, "there is a clear 503 for a minute, and no acknowledged write is lost");

  /** MySQL waits for room, and looks for it once a minute: nobody is told of it before. */
  private static final Expectation DISK_FULL =
      new Expectation(10, 90, 75, "writes wait or are refused, and no acknowledged write is lost");

  private static final Expectation EDGE_AWAY =
      new Expectation(8, 30, 15, "nobody is served, and no acknowledged write is lost");

  /** What is expected of faults that differ from the usual, by their names. */
  private static final Map<String, Expectation> EXPECTED = expected();

  private static Map<String, Expectation> expected() {
    Map<String, Expectation> expected = new HashMap<>();
    expected.put(CONTROL, NOTHING_SEEN);
    List.of("pod-stopped", "pods-replaced").forEach(name -> expected.put(name, DRAINED));
    expected.put("submission-answer-cut", FEW_ANSWERS);
    expected.put("bad-deployment", UPDATE_FAILS);
    List.of("pod-killed", "pod-frozen", "pod-out-of-memory")
        .forEach(name -> expected.put(name, POD_AWAY));
    Stream.of("killed", "frozen", "restarted", "slow", "refusing", "black-hole", "cut-midway")
        .forEach(what -> expected.put("redis-" + what, CACHE_AWAY));
    Stream.of("killed", "frozen", "restarted", "refusing", "reset", "black-hole")
        .forEach(what -> expected.put("database-" + what, DATABASE_AWAY));
    expected.put("redis-gone", CACHE_GONE);
    expected.put("database-gone", DATABASE_GONE);
    expected.put("database-disk-full", DISK_FULL);
    Stream.of("killed", "reset", "black-hole")
        .forEach(what -> expected.put("edge-" + what, EDGE_AWAY));
    return Map.copyOf(expected);
  }

  /**
   * What is expected of a fault.
   *
   * @param seconds how long it lasts
   * @param failedPercentMax of all requests of the measured phase
   * @param recoverySecondsMax after its undoing
   * @param clause what holds meanwhile
   */
  private record Expectation(
      int seconds, double failedPercentMax, double recoverySecondsMax, String clause) {
    /** A load that goes on long enough after the fault. */
    Map<String, String> settings() {
      boolean slow = recoverySecondsMax > REST_SECONDS;
      long rest = slow ? Math.round(recoverySecondsMax) + STEADY_SECONDS : REST_SECONDS;
      long all = CALM.toSeconds() + seconds + rest;
      return slow || seconds > SHORT_SECONDS ? Map.of("duration", all + "s") : Map.of();
    }
  }

  private static final List<ExperimentPlan> GAME_DAYS =
      List.of(
          gameDay(
              "redis-gone-at-exam-start",
              "Redis gone while an exam begins: everybody gets the exam, and no answer is lost.",
              "exam-steady",
              step("redis-gone", 1, 30),
              limits(5, 20, 1)),
          gameDay(
              "database-restarts-in-exam",
              "MySQL restarting during an exam: answers wait or are refused, and none is lost.",
              "exam-steady",
              step("database-restarted", 20, 10),
              limits(40, 30, 1)),
          gameDay(
              "update-in-sign-in-storm",
              "Every pod replaced one after the other while everybody signs in: nobody notices.",
              "storm-steady",
              step("pods-replaced", 5, 25),
              limits(1, 20, 1)),
          gameDay(
              "half-of-pods-frozen",
              "Half of the pods frozen at the peak: the others serve, if slower.",
              STEADY,
              step("pod-frozen", 10, 12),
              limits(20, 15, 1)));

  private Experiments() {}

  /** One for each fault, the control first. */
  public static List<ExperimentPlan> steady() {
    return Faults.ALL.stream().map(Experiments::of).toList();
  }

  /** Those with a story. */
  public static List<ExperimentPlan> gameDays() {
    return GAME_DAYS;
  }

  /** The experiment of a name, if there is one. */
  public static Optional<ExperimentPlan> named(String name) {
    return Stream.concat(steady().stream(), GAME_DAYS.stream())
        .filter(plan -> plan.name().equals(name))
        .findFirst();
  }

  /**
   * The experiment in which nothing is broken, under the load of another. A steady load is the same
   * in each of its seconds, so that the shortest is enough.
   */
  public static ExperimentPlan control(ExperimentPlan other) {
    boolean steady = other.profile().equals(STEADY);
    Expectation expected = EXPECTED.getOrDefault(CONTROL, USUAL);
    return new ExperimentPlan(
        CONTROL,
        "Under the same load " + expected.clause() + ".",
        other.profile(),
        steady ? Map.of() : other.settings(),
        List.of(),
        Schedule.of(CONTROL, CALM, Duration.ofSeconds(expected.seconds())),
        limits(expected.failedPercentMax(), expected.recoverySecondsMax(), 0),
        other.preparations());
  }

  /** One for a schedule that nobody has expectations of. */
  public static ExperimentPlan adHoc(Schedule schedule, String profile, int partsMax) {
    return new ExperimentPlan(
        "schedule",
        "Under " + schedule.text() + " " + USUAL.clause() + ".",
        profile,
        Map.of(),
        List.of(),
        schedule,
        limits(USUAL.failedPercentMax(), USUAL.recoverySecondsMax(), partsMax),
        preparations(schedule));
  }

  /** What its faults need. */
  private static Set<Preparation> preparations(Schedule schedule) {
    return schedule.steps().stream()
        .flatMap(step -> Faults.named(step.fault()).stream())
        .flatMap(fault -> fault.preparations().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static ExperimentPlan of(Fault fault) {
    Expectation expected = EXPECTED.getOrDefault(fault.name(), USUAL);
    return new ExperimentPlan(
        fault.name(),
        "Under " + fault.name() + " (" + fault.summary() + ") " + expected.clause() + ".",
        STEADY,
        expected.settings(),
        List.of(),
        Schedule.of(fault.name(), CALM, Duration.ofSeconds(expected.seconds())),
        limits(expected.failedPercentMax(), expected.recoverySecondsMax(), 1),
        fault.preparations());
  }

  private static ExperimentPlan gameDay(
      String name, String hypothesis, String profile, Schedule schedule, Limits limits) {
    return new ExperimentPlan(
        name, hypothesis, profile, Map.of(), List.of(), schedule, limits, preparations(schedule));
  }

  private static Schedule step(String fault, int offsetSeconds, int seconds) {
    return Schedule.of(fault, Duration.ofSeconds(offsetSeconds), Duration.ofSeconds(seconds));
  }

  private static Limits limits(double failedPercentMax, double recoverySecondsMax, int partsMax) {
    return new Limits(failedPercentMax, recoverySecondsMax, STEADY_SECONDS, partsMax);
  }
}
