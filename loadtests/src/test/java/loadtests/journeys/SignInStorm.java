package loadtests.journeys;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import java.util.concurrent.atomic.AtomicInteger;
import loadtests.plan.Kind;
import loadtests.plan.Phase;
import loadtests.requests.Keys;
import loadtests.requests.Requests;

/**
 * Everybody signs in within minutes. A 503 that says when to come back is a stated outcome, logged
 * as "sign in refused", and obeyed; anything else but a session is an error.
 */
public final class SignInStorm {
  private static final String REFUSED = "sign in refused";
  private static final int UNAVAILABLE = 503;

  private final World world;
  private final Phase phase;
  private final StepTaking steps;
  private final ResponseLog log = new ResponseLog();
  private final AtomicInteger next = new AtomicInteger();

  public SignInStorm(World world, Phase phase) {
    this.world = world;
    this.phase = phase;
    this.steps = new StepTaking(world);
  }

  /** The journey of everybody, in the order of their instants. */
  public ScenarioBuilder scenario() {
    return CoreDsl.scenario(phase.name())
        .exec(
            session -> {
              int index = world.shard().number(next.getAndIncrement());
              return session.set("index", index).set(Keys.LEARNER, world.learner(index));
            })
        .exec(log)
        .exec(steps.startAt(session -> world.timeline().instant(phase, session.getInt("index"))))
        .exec(SignIn.by(once()).chain());
  }

  private ChainBuilder once() {
    return exec(session -> steps.begin(session, StepTaking.learner(session).signIn()))
        .exec(Requests.of(Kind.SIGN_IN).silent())
        .exec(this::end);
  }

  private Session end(Session session) {
    long began = StepTaking.began(session);
    long now = System.currentTimeMillis();
    int status = session.contains(Keys.STATUS) ? session.getInt(Keys.STATUS) : 0;
    if (!session.isFailed()) {
      log.ok(session, Kind.SIGN_IN.title(), began, now);
    } else if (status == UNAVAILABLE && session.contains(Keys.RETRY_AFTER)) {
      log.ok(session, REFUSED, began, now);
    } else {
      log.failed(session, Kind.SIGN_IN.title(), began, now, why(status));
    }
    world.observer().answered(Kind.SIGN_IN, began, now, !session.isFailed(), status);
    return session.markAsSucceeded();
  }

  private static String why(int status) {
    return switch (status) {
      case 0 -> "no answer";
      case 200 -> "a wrong answer";
      default -> "status " + status;
    };
  }
}
