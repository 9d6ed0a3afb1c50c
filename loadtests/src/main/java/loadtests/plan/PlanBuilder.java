package loadtests.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan in the making: each call appends a phase where the last one ended. */
public final class PlanBuilder {

  private final String profile;
  private final Load load;
  private final Mix mix;
  private final List<Phase> phases = new ArrayList<>();

  /** A plan with the mix of a learner's day. */
  public PlanBuilder(String profile, Load load) {
    this(profile, load, Mix.measured());
  }

  public PlanBuilder(String profile, Load load, Mix mix) {
    this.profile = profile;
    this.load = load;
    this.mix = mix;
  }

  /** All users sign in, paced by the hashing budget, and begin the quiz that they will answer. */
  public PlanBuilder signInRamp() {
    return signInRamp(Map.of(Kind.SIGN_IN, load.users(), Kind.QUIZ_START, load.users()));
  }

  /** All users sign in, paced by the hashing budget, and wait. */
  public PlanBuilder signInRampOnly() {
    return signInRamp(Map.of(Kind.SIGN_IN, load.users()));
  }

  private PlanBuilder signInRamp(Map<Kind, Integer> planned) {
    var duration = Duration.ofMillis(Math.round(load.users() * 1000 / load.signInsPerSecond()));
    var schedule = Schedule.even(load.users(), duration);
    return signIns("sign-in ramp", false, schedule, duration, planned);
  }

  /** All users sign in at instants drawn over {@code duration}. */
  public PlanBuilder signInStorm(String name, Duration duration) {
    var random = Seeds.stream(load.seed(), name, 0);
    var schedule = Schedule.herd(load.users(), duration, random);
    return signIns(name, true, schedule, duration, Map.of(Kind.SIGN_IN, load.users()));
  }

  private PlanBuilder signIns(
      String name,
      boolean measured,
      Schedule schedule,
      Duration duration,
      Map<Kind, Integer> planned) {
    var shape = new Shape.SignIns(load.users());
    return add(name, measured, duration, shape, planned, Optional.of(schedule));
  }

  /** All users live their day. */
  public PlanBuilder closed(String name, boolean measured, Duration duration) {
    int requests =
        (int) Math.round((double) load.users() * duration.toMillis() / load.thinkMean().toMillis());
    var shape = new Shape.Closed(load.users(), load.thinkMean());
    return add(name, measured, duration, shape, mix.planned(requests), Optional.empty());
  }

  /** The same, unmeasured, for {@code usual} and as much longer as the load asks for. */
  public PlanBuilder warmUp(Duration usual) {
    return closed("warm-up", false, usual.plus(load.moreWarmUp()));
  }

  /** Journeys that are not measured, for {@code usual} and as much longer as the load asks for. */
  public PlanBuilder openWarmUp(String name, double requestsPerSecond, Duration usual) {
    return open(name, false, requestsPerSecond, usual.plus(load.moreWarmUp()));
  }

  /** Journeys at {@code requestsPerSecond}. */
  public PlanBuilder open(
      String name, boolean measured, double requestsPerSecond, Duration duration) {
    var random = Seeds.stream(load.seed(), name, 0);
    var schedule = Schedule.draw(requestsPerSecond, duration, load.requestsPerJourney(), random);
    int requests = schedule.journeys() * load.requestsPerJourney();
    var shape = new Shape.Open(requestsPerSecond);
    return add(name, measured, duration, shape, mix.planned(requests), Optional.of(schedule));
  }

  /** Journeys at rates that change within the phase. */
  public PlanBuilder open(String name, boolean measured, List<Schedule.Stretch> stretches) {
    var random = Seeds.stream(load.seed(), name, 0);
    var schedule = Schedule.draw(stretches, load.requestsPerJourney(), random);
    int requests = schedule.journeys() * load.requestsPerJourney();
    var shape = new Shape.Open(1000.0 * requests / schedule.span().toMillis());
    return add(
        name, measured, schedule.span(), shape, mix.planned(requests), Optional.of(schedule));
  }

  /**
   * Everybody begins an exam, saves every so often, and hands in when as much of the phase has
   * passed as is left after the herd.
   *
   * @param herd within which time all begin
   */
  public PlanBuilder exam(String name, Duration duration, Duration herd, Duration autosaveEvery) {
    var random = Seeds.stream(load.seed(), name, 0);
    var planned = new EnumMap<Kind, Integer>(Kind.class);
    int saves = (int) Math.max(0, duration.minus(herd).toMillis() / autosaveEvery.toMillis());
    planned.put(Kind.QUIZ_START, load.users());
    planned.put(Kind.QUIZ_ANSWER, load.users() * saves);
    planned.put(Kind.QUIZ_SUBMISSION, load.users());
    var schedule = Schedule.herd(load.users(), herd, random);
    var shape = new Shape.Exam(load.users(), herd, autosaveEvery);
    return add(name, true, duration, shape, planned, Optional.of(schedule));
  }

  /** Nothing is sent, so that what came before is over. */
  public PlanBuilder settle(Duration duration) {
    return add("settle", false, duration, new Shape.Idle(), Map.of(), Optional.empty());
  }

  /** The plan of the phases so far. */
  public Plan build() {
    return new Plan(profile, load, mix, phases, false);
  }

  /** The same, to be ended after the first measured phase that breaks. */
  public Plan buildUntilBroken() {
    return new Plan(profile, load, mix, phases, true);
  }

  private PlanBuilder add(
      String name,
      boolean measured,
      Duration duration,
      Shape shape,
      Map<Kind, Integer> planned,
      Optional<Schedule> schedule) {
    Duration offset = phases.isEmpty() ? Duration.ZERO : phases.getLast().end();
    phases.add(new Phase(name, measured, offset, duration, shape, planned, schedule));
    return this;
  }
}
