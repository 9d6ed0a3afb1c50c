package loadtests.journeys;

import static io.gatling.javaapi.core.CoreDsl.doSwitch;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.onCase;
import static io.gatling.javaapi.core.CoreDsl.pause;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Choice;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import loadtests.learners.Learner;
import loadtests.learners.Step;
import loadtests.plan.Kind;
import loadtests.requests.Keys;
import loadtests.requests.Requests;

/** The parts that journeys are made of: taking a step, and waiting for a planned instant. */
final class StepTaking {
  private static final String BEGAN = "began";
  private static final String TOOK = "took";
  private static final String OK = "ok";
  private static final String INSTANT = "instant";

  private final World world;

  StepTaking(World world) {
    this.world = world;
  }

  /** Makes one request: the step that {@code choice} gives. */
  ChainBuilder take(Function<Session, Step> choice) {
    return exec(session -> begin(session, choice.apply(session)))
        .exec(
            doSwitch("#{" + Keys.KIND + "}")
                .on(
                    Arrays.stream(Kind.values())
                        .map(kind -> onCase(kind.title()).then(exec(Requests.of(kind))))
                        .toArray(Choice.WithKey[]::new)))
        .exec(this::end);
  }

  /** Makes one request that can only be of {@code kind}. */
  ChainBuilder take(Kind kind, Function<Session, Step> choice) {
    return exec(session -> begin(session, choice.apply(session)))
        .exec(Requests.of(kind))
        .exec(this::end);
  }

  Session begin(Session session, Step step) {
    long now = System.currentTimeMillis();
    world.observer().asked(step, now);
    return session
        .removeAll(Keys.STATUS, Keys.SET_COOKIE, Keys.RETRY_AFTER)
        .setAll(
            Map.of(
                Keys.STEP,
                step,
                Keys.KIND,
                step.kind().title(),
                Keys.BASE,
                world.base(learner(session)),
                BEGAN,
                now));
  }

  Session end(Session session) {
    long now = System.currentTimeMillis();
    Step step = Objects.requireNonNull(session.get(Keys.STEP));
    int status = session.contains(Keys.STATUS) ? session.getInt(Keys.STATUS) : 0;
    long began = session.getLong(BEGAN);
    boolean ok = !session.isFailed();
    world.observer().answered(step.kind(), began, now, ok, status);
    world.observer().settled(learner(session), step, status, now);
    return session.markAsSucceeded().set(TOOK, now - began).set(OK, ok);
  }

  /** Waits until the instant (epoch milliseconds) that {@code instant} gives. */
  ChainBuilder waitUntil(Function<Session, Long> instant) {
    return exec(session -> session.set(INSTANT, instant.apply(session)))
        .exec(pause(session -> until(session.getLong(INSTANT))));
  }

  /** Waits like {@link #waitUntil}, and says how late the start was. */
  ChainBuilder startAt(Function<Session, Long> instant) {
    return waitUntil(instant)
        .exec(
            session -> {
              world.observer().started(session.getLong(INSTANT), System.currentTimeMillis());
              return session;
            });
  }

  /** The last instant that was waited for. */
  static long instant(Session session) {
    return session.getLong(INSTANT);
  }

  /** How many milliseconds the last step took. */
  static long took(Session session) {
    return session.getLong(TOOK);
  }

  /** Whether the last step was answered as it should be. */
  static boolean ok(Session session) {
    return session.getBoolean(OK);
  }

  /** The time that the last step began. */
  static long began(Session session) {
    return session.getLong(BEGAN);
  }

  static Learner learner(Session session) {
    return Objects.requireNonNull(session.get(Keys.LEARNER));
  }

  private static Duration until(long instantMillis) {
    return Duration.ofMillis(Math.max(0, instantMillis - System.currentTimeMillis()));
  }
}
