package loadtests.calibration;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import loadtests.calibration.KnownServer.Behaviour;

/**
 * A server of known truth, the load it is put under, and the verdict that follows.
 *
 * @param name short and unique
 * @param behaviour makes the server
 * @param targets what is requested; their addresses are paths
 * @param rate requests a second
 * @param warmUp how long it is sent before it is measured
 * @param duration how long it is measured
 * @param levels of the claim on the rate
 * @param audited whether its writes are looked up, and a claim on them is judged too
 * @param starved whether the generator is kept from its CPU again and again
 * @param verdict the right one
 * @param broken the levels that the defect provably breaks, as "metric of kind"
 */
record KnownCase(
    String name,
    Supplier<Behaviour> behaviour,
    List<Target> targets,
    double rate,
    Duration warmUp,
    Duration duration,
    List<String> levels,
    boolean audited,
    boolean starved,
    String verdict,
    Set<String> broken) {
  private static final Duration SERVICE = Duration.ofMillis(20);
  private static final List<Target> ANY = List.of(new Target("request", 1, "/", "ok", false));

  private static final String P95 = CalibrationClaims.percentile(95, 150);
  private static final String P99 = CalibrationClaims.percentile(99, 500);
  private static final String ERRORS = CalibrationClaims.errors(0.1);

  /** Which requests are wrong in the cases with wrong ones. */
  static final int FAILING_EACH = 500;

  static final int WRONG_EACH = 100;
  static final int FORGETTING_EACH = 1_000;

  /** Workers of the two cases with workers, and their service time. */
  static final int WORKERS = 40;

  static final Duration WORK = Duration.ofMillis(200);

  /** Half of what its workers can do: no queue, and each request takes its service time. */
  static KnownCase healthy() {
    return of("healthy", () -> Behaviours.workers(WORKERS, WORK))
        .load(capacity() / 2, 32)
        .levels(CalibrationClaims.percentile(95, 400), P99, ERRORS)
        .truth("VERIFIED");
  }

  /** Half as much again as its workers can do: the queue grows by half a second each second. */
  static KnownCase overloaded() {
    return of("overloaded", () -> Behaviours.workers(WORKERS / 4, WORK))
        .load(1.5 * capacity() / 4, 12)
        .warmUp(Duration.ofSeconds(1))
        .levels(CalibrationClaims.percentile(95, 400), P99)
        .truth("REFUTED", "p95 of all requests", "p99 of all requests");
  }

  /**
   * Six of ten seconds without an answer. All that waited is answered in one instant, which keeps
   * the generator busy for longer the more there is, so the rate is low.
   */
  static KnownCase stalled() {
    return of(
            "stalled",
            () -> Behaviours.stalling(SERVICE, Duration.ofSeconds(2), Duration.ofSeconds(6)))
        .load(25, 10)
        .levels(P95, P99)
        .truth("REFUTED", "p95 of all requests", "p99 of all requests");
  }

  /** One error in 500, twice what is allowed. */
  static KnownCase failing() {
    return of("failing", () -> Behaviours.failingEach(FAILING_EACH, SERVICE))
        .load(250, 30)
        .levels(P95, P99, ERRORS)
        .truth("REFUTED", "errors of all requests");
  }

  /** Four in a hundred are slow: p95 of all hides it, p95 of the kind does not. */
  static KnownCase slowKind() {
    return of("slow kind", () -> Behaviours.slowKind(SERVICE, Duration.ofMillis(400)))
        .targets(
            new Target("fast", 0.96, "/fast", "ok", false),
            new Target("slow", 0.04, "/slow", "ok", false))
        .load(400, 32)
        .levels(P95, P99, CalibrationClaims.ofEachKind(95, 150, 500), ERRORS)
        .truth("REFUTED", "p95 of slow");
  }

  /** One answer in a hundred is 200 with another course. */
  static KnownCase wrongCourse() {
    return of("wrong course", () -> Behaviours.wrongCourseEach(WRONG_EACH, SERVICE))
        .targets(new Target("course page", 1, "/courses/{i}", "data-course=\"{i}\"", false))
        .load(100, 30)
        .levels(P95, P99, ERRORS)
        .truth("REFUTED", "errors of all requests");
  }

  /** One write in a thousand is acknowledged and forgotten; response times tell nothing. */
  static KnownCase forgetful(Supplier<Behaviour> behaviour) {
    return of("forgetful", behaviour)
        .targets(new Target("quiz answer", 1, "/answers/{i}", "ok", true))
        .load(100, 31)
        .levels(P95, P99, ERRORS)
        .audited()
        .truth("REFUTED");
  }

  /** A healthy server and a generator that gets no CPU for a fifth of the time. */
  static KnownCase starvedGenerator() {
    return of("starved", () -> Behaviours.workers(WORKERS, SERVICE))
        .load(100, 20)
        .levels(P95, P99)
        .starved()
        .truth("INVALID");
  }

  /** All that need no database. */
  static List<KnownCase> withoutDatabase() {
    return List.of(
        healthy(),
        overloaded(),
        stalled(),
        failing(),
        slowKind(),
        wrongCourse(),
        starvedGenerator());
  }

  /** What the workers of the healthy server can do, in requests a second. */
  static double capacity() {
    return WORKERS * 1000.0 / WORK.toMillis();
  }

  private static Making of(String name, Supplier<Behaviour> behaviour) {
    return new Making(name, behaviour);
  }

  /** A case in the making. */
  private static final class Making {
    private final String name;
    private final Supplier<Behaviour> behaviour;
    private List<Target> targets = ANY;
    private double rate = 1;
    private Duration warmUp = Duration.ofSeconds(5);
    private Duration duration = Duration.ofSeconds(1);
    private List<String> levels = List.of();
    private boolean audited;
    private boolean starved;

    Making(String name, Supplier<Behaviour> behaviour) {
      this.name = name;
      this.behaviour = behaviour;
    }

    Making targets(Target... those) {
      targets = List.of(those);
      return this;
    }

    Making load(double perSecond, int seconds) {
      rate = perSecond;
      duration = Duration.ofSeconds(seconds);
      return this;
    }

    Making warmUp(Duration other) {
      warmUp = other;
      return this;
    }

    Making levels(String... those) {
      levels = List.of(those);
      return this;
    }

    Making audited() {
      audited = true;
      return this;
    }

    Making starved() {
      starved = true;
      return this;
    }

    KnownCase truth(String right, String... broken) {
      return new KnownCase(
          name,
          behaviour,
          targets,
          rate,
          warmUp,
          duration,
          levels,
          audited,
          starved,
          right,
          Set.of(broken));
    }
  }
}
