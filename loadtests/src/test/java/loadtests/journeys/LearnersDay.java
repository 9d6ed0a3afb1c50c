package loadtests.journeys;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import java.util.concurrent.atomic.AtomicInteger;
import loadtests.learners.Learner;
import loadtests.plan.Kind;
import loadtests.plan.Phase;
import loadtests.plan.Plan;
import loadtests.requests.Keys;

/**
 * A learner's day: signs in at a planned instant, begins a quiz, and then thinks before each
 * request of the mix until the last closed phase ends. The session is kept for open journeys.
 */
public final class LearnersDay {
  private final World world;
  private final Plan plan;
  private final Phase signIns;
  private final StepTaking steps;
  private final AtomicInteger next = new AtomicInteger();

  public LearnersDay(World world, Plan plan, Phase signIns) {
    this.world = world;
    this.plan = plan;
    this.signIns = signIns;
    this.steps = new StepTaking(world);
  }

  /** The journey of all users of the sign-in phase, in the order of their instants. */
  public ScenarioBuilder scenario() {
    return CoreDsl.scenario("learners' day").exec(chain());
  }

  private ChainBuilder chain() {
    return exec(this::become)
        .exec(steps.startAt(session -> world.timeline().instant(signIns, session.getInt("index"))))
        .exec(new SignIn(steps).chain())
        .exec(this::arrive)
        .exec(
            doIf(_ -> plan.sendsMix())
                .then(
                    steps.take(
                        Kind.QUIZ_START,
                        session -> StepTaking.learner(session).next(Kind.QUIZ_START))))
        .exec(
            asLongAs(_ -> System.currentTimeMillis() < world.timeline().dayEnds())
                .on(
                    exec(steps.waitUntil(this::nextInstant))
                        .exec(doIf(this::dayGoesOn).then(exec(this::started).exec(drawn())))))
        .exec(this::leave);
  }

  private Session become(Session session) {
    int index = world.shard().number(next.getAndIncrement());
    return session.set("index", index).set(Keys.LEARNER, world.learner(index));
  }

  private Session arrive(Session session) {
    world.arrived();
    return session;
  }

  private Session leave(Session session) {
    world.left();
    world.pool().give(StepTaking.learner(session));
    return session;
  }

  private ChainBuilder drawn() {
    return steps.take(
        session -> {
          Learner learner = StepTaking.learner(session);
          return learner.next(plan.mix().draw(learner.random()));
        });
  }

  /**
   * The instant after a think time of two thirds to four thirds of the mean, or the end of the day
   * where that comes first.
   */
  private long nextInstant(Session session) {
    int mean = (int) plan.load().thinkMean().toMillis();
    int think = StepTaking.learner(session).random().nextInt(mean * 2 / 3, mean * 4 / 3 + 1);
    return Math.min(System.currentTimeMillis() + think, world.timeline().dayEnds());
  }

  private boolean dayGoesOn(Session session) {
    return StepTaking.instant(session) < world.timeline().dayEnds();
  }

  private Session started(Session session) {
    world.observer().started(StepTaking.instant(session), System.currentTimeMillis());
    return session;
  }
}
