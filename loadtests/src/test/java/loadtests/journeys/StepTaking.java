package loadtests.journeys;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doSwitch;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.onCase;
import static io.gatling.javaapi.core.CoreDsl.pause;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Choice;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import loadtests.learners.Learner;
import loadtests.learners.Step;
import loadtests.pace.Retries;
import loadtests.plan.Kind;
import loadtests.requests.Keys;
import loadtests.requests.Requests;
import reports.log.SampleCollector;

/** The parts that journeys are made of: taking a step, and waiting for a planned instant. */
final class StepTaking {
  private static final String BEGAN = "began";
  private static final String TOOK = "took";
  private static final String OK = "ok";
  private static final String INSTANT = "instant";
  private static final String FREE = "free";
  private static final String SENT = "sent";
  private static final String PAUSE = "pause";

  private final World world;

  StepTaking(World world) {
    this.world = world;
  }

  /** Takes the step that {@code choice} gives. */
  ChainBuilder take(Function<Session, Step> choice) {
    return take(
        choice,
        exec(
            doSwitch("#{" + Keys.KIND + "}")
                .on(
                    Arrays.stream(Kind.values())
                        .map(kind -> onCase(kind.title()).then(exec(Requests.of(kind))))
                        .toArray(Choice.WithKey[]::new))));
  }

  /** Takes a step that can only be of {@code kind}. */
  ChainBuilder take(Kind kind, Function<Session, Step> choice) {
    return take(choice, exec(Requests.of(kind)));
  }

  /** A write whose outcome stays unknown is sent again and again, as the world has it. */
  private ChainBuilder take(Function<Session, Step> choice, ChainBuilder request) {
    ChainBuilder once =
        exec(session -> begin(session, choice.apply(session))).exec(request).exec(this::end);
    return world.retries().equals(Retries.NONE)
        ? once
        : once.exec(
            asLongAs(session -> session.contains(PAUSE))
                .on(
                    exec(pause(StepTaking::pauseBefore))
                        .exec(this::beginAgain)
                        .exec(group(SampleCollector.RETRY).on(request))
                        .exec(this::end)));
  }

  Session begin(Session session, Step step) {
    return send(session, step, 1);
  }

  private Session beginAgain(Session session) {
    Step step = step(session);
    world.observer().retried(step.kind());
    return send(session, step, session.getInt(SENT) + 1);
  }

  private Session send(Session session, Step step, int sent) {
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
                SENT,
                sent,
                BEGAN,
                now));
  }

  Session end(Session session) {
    long now = System.currentTimeMillis();
    Step step = step(session);
    int status = session.contains(Keys.STATUS) ? session.getInt(Keys.STATUS) : 0;
    long began = session.getLong(BEGAN);
    boolean ok = !session.isFailed();
    world.observer().answered(step.kind(), began, now, ok, status);
    Session over = session.markAsSucceeded().set(TOOK, now - began).set(OK, ok).remove(PAUSE);
    int sent = session.getInt(SENT);
    String retryAfter = session.getString(Keys.RETRY_AFTER);
    Learner learner = learner(session);
    Optional<Duration> pause =
        world.retries().pause(step, sent, status, retryAfter, learner.pauses());
    if (pause.isEmpty()) {
      world.observer().settled(learner, step, status, now, sent > 1);
    }
    return pause.map(time -> over.set(PAUSE, time)).orElse(over);
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

  /**
   * Waits like {@link #startAt}, and says how late the start was unless it could not be in time:
   * who is held up by the answer before is late by the platform's doing.
   */
  ChainBuilder startAtIfFree(Function<Session, Long> instant) {
    return exec(session -> session.set(FREE, System.currentTimeMillis() <= instant.apply(session)))
        .exec(waitUntil(instant))
        .exec(
            session -> {
              if (session.getBoolean(FREE)) {
                world.observer().started(session.getLong(INSTANT), System.currentTimeMillis());
              }
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

  private static Duration pauseBefore(Session session) {
    return Objects.requireNonNull(session.get(PAUSE));
  }

  private static Step step(Session session) {
    return Objects.requireNonNull(session.get(Keys.STEP));
  }

  static Learner learner(Session session) {
    return Objects.requireNonNull(session.get(Keys.LEARNER));
  }

  private static Duration until(long instantMillis) {
    return Duration.ofMillis(Math.max(0, instantMillis - System.currentTimeMillis()));
  }
}
