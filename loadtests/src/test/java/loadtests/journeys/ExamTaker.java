package loadtests.journeys;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import java.util.concurrent.atomic.AtomicInteger;
import loadtests.plan.Kind;
import loadtests.plan.Phase;
import loadtests.plan.Shape;
import loadtests.requests.Keys;

/**
 * One of a herd: begins the exam at a planned instant, saves an answer every so often from then on,
 * and hands in when as much time has passed as everybody has.
 */
public final class ExamTaker {
  private static final String INDEX = "index";
  private static final String SAVES = "saves";

  private final World world;
  private final Phase phase;
  private final Shape.Exam exam;
  private final int savesPlanned;
  private final StepTaking steps;
  private final AtomicInteger next = new AtomicInteger();

  public ExamTaker(World world, Phase phase, Shape.Exam exam) {
    this.world = world;
    this.phase = phase;
    this.exam = exam;
    int starts = phase.planned().getOrDefault(Kind.QUIZ_START, 1);
    this.savesPlanned = phase.planned().getOrDefault(Kind.QUIZ_ANSWER, 0) / starts;
    this.steps = new StepTaking(world);
  }

  /** The journey of everybody who takes the exam, in the order of their instants. */
  public ScenarioBuilder scenario() {
    return CoreDsl.scenario(phase.name()).exec(chain());
  }

  private ChainBuilder chain() {
    return exec(session ->
            session.set(INDEX, world.shard().number(next.getAndIncrement())).set(SAVES, 0))
        .exec(steps.waitUntil(session -> world.timeline().instant(phase, session.getInt(INDEX))))
        .exec(this::sitDown)
        .exec(
            doIf(session -> session.contains(Keys.LEARNER))
                .then(
                    exec(steps.take(
                            Kind.QUIZ_START,
                            session ->
                                StepTaking.learner(session)
                                    .startExam(world.exam(session.getInt(INDEX)))))
                        .exec(asLongAs(this::savesLeft).on(save()))
                        .exec(steps.startAtIfFree(this::end))
                        .exec(
                            doIf(session -> StepTaking.learner(session).hasOpenAttempt())
                                .then(step(Kind.QUIZ_SUBMISSION)))
                        .exec(this::leave)));
  }

  /** Takes the learner of this place; who never got in takes no exam, and the plan misses him. */
  private Session sitDown(Session session) {
    var learner = world.learner(session.getInt(INDEX));
    if (learner.cookie() == null) {
      return session;
    }
    world.arrived();
    world.observer().started(StepTaking.instant(session), System.currentTimeMillis());
    return session.set(Keys.LEARNER, learner);
  }

  private boolean savesLeft(Session session) {
    return session.getInt(SAVES) < savesPlanned;
  }

  private ChainBuilder save() {
    return exec(session -> session.set(SAVES, session.getInt(SAVES) + 1))
        .exec(steps.startAtIfFree(this::saveInstant))
        .exec(
            doIf(session -> StepTaking.learner(session).hasOpenAttempt())
                .then(step(Kind.QUIZ_ANSWER)));
  }

  private ChainBuilder step(Kind kind) {
    return steps.take(kind, session -> StepTaking.learner(session).next(kind));
  }

  private long saveInstant(Session session) {
    long started = world.timeline().instant(phase, session.getInt(INDEX));
    return started + session.getInt(SAVES) * exam.autosaveEvery().toMillis();
  }

  /** Everybody's exam is as long as the phase without the time in which they begin. */
  private long end(Session session) {
    long started = world.timeline().instant(phase, session.getInt(INDEX));
    return started + phase.duration().minus(exam.herd()).toMillis();
  }

  private Session leave(Session session) {
    world.left();
    return session;
  }
}
