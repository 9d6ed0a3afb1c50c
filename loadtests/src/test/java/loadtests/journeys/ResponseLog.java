package loadtests.journeys;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.core.action.Action;
import io.gatling.core.stats.StatsEngine;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Session;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * Writes to Gatling's log what a request turned out to be, where its name follows from its answer.
 * Gatling names requests before it sends them, so such a request is sent silently and logged here.
 * As an action it does nothing but get hold of the log; it must stand in the scenario before use.
 */
final class ResponseLog implements ActionBuilder {
  private volatile @Nullable StatsEngine engine;

  @Override
  public io.gatling.core.action.builder.ActionBuilder asScala() {
    return new Capture();
  }

  /** Logs a request that was as it should be. */
  void ok(Session session, String name, long beganMillis, long endMillis) {
    log(session, name, beganMillis, endMillis, OK$.MODULE$, Option.empty());
  }

  /** Logs a request that failed, and why. */
  void failed(Session session, String name, long beganMillis, long endMillis, String why) {
    log(session, name, beganMillis, endMillis, KO$.MODULE$, Option.apply(why));
  }

  private void log(
      Session session,
      String name,
      long beganMillis,
      long endMillis,
      Status status,
      Option<String> message) {
    Objects.requireNonNull(engine, "not part of the scenario")
        .logResponse(
            session.scenario(),
            session.asScala().groups(),
            name,
            beganMillis,
            endMillis,
            status,
            Option.empty(),
            message);
  }

  private final class Capture implements io.gatling.core.action.builder.ActionBuilder {
    @Override
    public Action build(ScenarioContext context, Action next) {
      engine = context.coreComponents().statsEngine();
      return next;
    }
  }
}
