package loadtests.standin;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import loadtests.Injection;

/** People who send some requests each, of which a {@link HangUp} leaves every second unanswered. */
public final class HangUpSimulation extends Simulation {
  static final int PEOPLE = 10;
  static final int REQUESTS = 4;

  private final HangUp server = new HangUp();
  private final AtomicInteger failed = new AtomicInteger();

  public HangUpSimulation() throws IOException {
    setUp(
            scenario("people")
                .exec(
                    repeat(REQUESTS)
                        .on(exec(http("request").get(server.address() + "/")).exec(this::count)))
                .injectOpen(atOnceUsers(PEOPLE)))
        .protocols(Injection.protocol());
  }

  private Session count(Session session) {
    if (session.isFailed()) {
      failed.incrementAndGet();
    }
    return session.markAsSucceeded();
  }

  @Override
  public void after() {
    var facts = new Properties();
    facts.setProperty("failed", Integer.toString(failed.get()));
    facts.setProperty("server requests", Integer.toString(server.requests()));
    StandInRun.write(facts);
    server.close();
  }
}
