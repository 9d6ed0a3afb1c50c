package loadtests.journeys;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.stopLoadGeneratorIf;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import loadtests.learners.Learner;
import loadtests.learners.Step;
import loadtests.plan.Kind;
import loadtests.plan.Phase;
import loadtests.plan.Plan;
import loadtests.plan.Seeds;
import loadtests.requests.Keys;

/**
 * An open journey: waits for its own planned instant, borrows a signed-in learner, makes its k
 * requests one after the other without think time, and gives the learner back. Over a phase the
 * kinds are exactly those planned, shuffled by the seed.
 */
public final class OpenJourney {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final Duration ANSWERS_MAY_TAKE = Duration.ofSeconds(2);
  private static final String JOURNEY = "journey";
  private static final String CARD = "card";
  private static final String STARTED = "started";

  private final World world;
  private final Plan plan;
  private final Phase phase;
  private final int requestsPerJourney;
  private final List<Kind> deck;
  private final StepTaking steps;
  private final AtomicInteger next = new AtomicInteger();

  public OpenJourney(World world, Plan plan, Phase phase) {
    this.world = world;
    this.plan = plan;
    this.phase = phase;
    this.requestsPerJourney = phase.schedule().orElseThrow().requestsPerJourney();
    this.deck =
        plan.mix()
            .deck(phase.requests(), Seeds.stream(plan.load().seed(), "deck " + phase.name(), 0));
    this.steps = new StepTaking(world);
  }

  /** The journeys of the phase, in the order of their instants. */
  public ScenarioBuilder scenario() {
    return CoreDsl.scenario(phase.name()).exec(chain());
  }

  private ChainBuilder chain() {
    return exec(session -> session.set(JOURNEY, world.shard().number(next.getAndIncrement())))
        .exec(steps.waitUntil(this::instant))
        .exec(this::started)
        .exec(asLongAs(session -> !session.contains(Keys.LEARNER)).on(borrow()))
        .exec(this::arrived)
        .exec(untilBroken())
        .exec(
            repeat(requestsPerJourney, CARD).on(exec(steps.take(this::card)).exec(this::answered)))
        .exec(this::leave);
  }

  private long instant(Session session) {
    return world.timeline().instant(phase, session.getInt(JOURNEY));
  }

  /** Where all sessions are on a journey, because answers take long, it waits. */
  private ChainBuilder borrow() {
    return exec(session -> {
          Learner learner = world.pool().borrow();
          return learner == null ? session : session.set(Keys.LEARNER, learner);
        })
        .exec(pause(session -> session.contains(Keys.LEARNER) ? Duration.ZERO : LOOK_AGAIN));
  }

  private Session started(Session session) {
    long now = System.currentTimeMillis();
    world.observer().started(StepTaking.instant(session), now);
    return session.set(STARTED, now);
  }

  private Session arrived(Session session) {
    world.arrived();
    long waited = System.currentTimeMillis() - session.getLong(STARTED);
    if (waited >= LOOK_AGAIN.toMillis()) {
      world.observer().waitedForSession(waited);
    }
    return session;
  }

  private Step card(Session session) {
    int at = session.getInt(JOURNEY) * requestsPerJourney + session.getInt(CARD);
    return StepTaking.learner(session).next(deck.get(at));
  }

  /** Ends the whole load where a level before this one is over and broken. */
  private ChainBuilder untilBroken() {
    return plan.untilBroken()
        ? exec(this::judgeLevelBefore)
            .exec(
                stopLoadGeneratorIf(
                    _ -> world.stopReason().orElse(""), _ -> world.stopReason().isPresent()))
        : exec(List.of());
  }

  private Session judgeLevelBefore(Session session) {
    long now = System.currentTimeMillis();
    plan.phases().stream()
        .filter(Phase::measured)
        .filter(other -> world.timeline().ends(other) + ANSWERS_MAY_TAKE.toMillis() <= now)
        .forEach(world::judge);
    return session;
  }

  private Session answered(Session session) {
    if (plan.untilBroken()) {
      world.level(phase).responded(StepTaking.took(session), StepTaking.ok(session));
    }
    if (session.getInt(CARD) == 0) {
      world.observer().firstResponse(StepTaking.instant(session), System.currentTimeMillis());
    }
    return session;
  }

  private Session leave(Session session) {
    world.left();
    world.pool().give(StepTaking.learner(session));
    return session.remove(Keys.LEARNER);
  }
}
