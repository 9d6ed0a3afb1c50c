package loadtests.calibration;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.doSwitch;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.onCase;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import environments.ParentWatch;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Choice;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.io.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import loadtests.Injection;
import loadtests.gatling.GatlingProcess;
import loadtests.learners.Write;
import loadtests.pace.Observer;
import loadtests.progress.Progress;
import loadtests.settings.ProjectRoot;
import org.jspecify.annotations.Nullable;
import reports.Reports;
import reports.run.RunFolder;

/**
 * Sends a calibration's requests at the planned instants of its seeded schedule, to any HTTP
 * server, and leaves a run folder that is judged like any other.
 */
public final class CalibrationSimulation extends Simulation {
  /** Tells a server in which phase a request was planned. */
  static final String PHASE_HEADER = "headroom-phase";

  private static final boolean TERMINAL =
      Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  private static final int ASSERTIONS_FAILED = 2;
  private static final int FAILED = 500;
  private static final int REFUSED = 400;
  private static final String TARGET = "target";
  private static final String NUMBER = "number";
  private static final String INSTANT = "instant";
  private static final String STATUS = "status";

  private final Calibration calibration =
      Calibration.read(Path.of(System.getProperty(Calibration.PROPERTY)));
  private final CalibrationPlan plan = new CalibrationPlan(calibration);
  private final Progress progress = Progress.on(System.out, TERMINAL);
  private final AtomicInteger active = new AtomicInteger();
  private @Nullable CalibrationRun run;
  private volatile long origin;

  public CalibrationSimulation() {
    setUp(plan.phases().stream().map(this::population).toList())
        .protocols(Injection.protocol().shareConnections());
  }

  @Override
  public void before() {
    ParentWatch.exitWithParent();
    run = CalibrationRun.open(calibration, progress);
    origin = System.currentTimeMillis() + plan.leadIn().toMillis();
    run.loadBegins(plan.on(origin));
  }

  @Override
  public void after() {
    RunFolder folder = Objects.requireNonNull(run).loadEnded();
    progress.close();
    String path = folder.path().toString();
    int status = Reports.report(ProjectRoot.find(), path, System.out, System.err, TERMINAL);
    Integer offset = Integer.getInteger(GatlingProcess.STATUS_OFFSET);
    if (offset != null) {
      System.exit(offset + status);
    } else if (status != 0) {
      System.exit(ASSERTIONS_FAILED);
    }
  }

  private PopulationBuilder population(CalibrationPlan.Phase phase) {
    return CoreDsl.scenario(phase.name())
        .exec(journey(phase))
        .injectOpen(
            nothingFor(plan.wait(phase)),
            rampUsers(phase.schedule().journeys()).during(phase.schedule().span()));
  }

  private ChainBuilder journey(CalibrationPlan.Phase phase) {
    var next = new AtomicInteger();
    return exec(session -> become(session, phase, next.getAndIncrement()))
        .exec(pause(CalibrationSimulation::untilInstant))
        .exec(this::start)
        .exec(requests(phase))
        .exec(this::end);
  }

  private ChainBuilder requests(CalibrationPlan.Phase phase) {
    int targets = calibration.targets().size();
    return targets == 1
        ? exec(request(phase, 0))
        : exec(
            doSwitch("#{" + TARGET + "}")
                .on(
                    IntStream.range(0, targets)
                        .mapToObj(i -> onCase(i).then(exec(request(phase, i))))
                        .toArray(Choice.WithKey[]::new)));
  }

  private Session become(Session session, CalibrationPlan.Phase phase, int index) {
    long instant = origin + phase.offset().toMillis() + phase.schedule().offsetMillis(index);
    return session
        .set(TARGET, phase.deck().get(index))
        .set(NUMBER, phase.firstNumber() + index)
        .set(INSTANT, instant);
  }

  private static Duration untilInstant(Session session) {
    return Duration.ofMillis(Math.max(0, session.getLong(INSTANT) - System.currentTimeMillis()));
  }

  private HttpRequestActionBuilder request(CalibrationPlan.Phase phase, int index) {
    Target target = calibration.targets().get(index);
    var request =
        target.write()
            ? http(target.name())
                .put(session -> target.urlOf(session.getLong(NUMBER)))
                .body(StringBody(session -> value(session.getLong(NUMBER))))
            : http(target.name()).get(session -> target.urlOf(session.getLong(NUMBER)));
    return request
        .header(PHASE_HEADER, phase.name())
        .check(
            status().saveAs(STATUS),
            status().in(IntStream.range(200, 300).boxed().toList()),
            bodyString()
                .transformWithSession((body, session) -> meaning(target, body, session))
                .is("right")
                .name("meaning"));
  }

  /** Only of successful answers: of others the status is the error. */
  private static String meaning(Target target, String body, Session session) {
    boolean successful = session.contains(STATUS) && session.getInt(STATUS) < 300;
    return !successful || body.contains(target.expectOf(session.getLong(NUMBER)))
        ? "right"
        : "without the expected text";
  }

  private Session start(Session session) {
    long now = System.currentTimeMillis();
    observer().activeUsers(active.incrementAndGet());
    observer().started(session.getLong(INSTANT), now);
    if (target(session).write()) {
      observer().sent(write(session), now);
    }
    return session;
  }

  private Session end(Session session) {
    long now = System.currentTimeMillis();
    observer().activeUsers(active.decrementAndGet());
    observer().firstResponse(session.getLong(INSTANT), now);
    if (target(session).write()) {
      settle(write(session), session.contains(STATUS) ? session.getInt(STATUS) : 0, now);
    }
    return session;
  }

  private void settle(Write write, int status, long now) {
    if (status == 0 || status >= FAILED) {
      observer().unknown(write, now, status);
    } else if (status >= REFUSED) {
      observer().refused(write, now, status);
    } else {
      observer().acknowledged(write, now, status);
    }
  }

  /** Each save answers a question of its own in one attempt, so that no later one covers it. */
  private static Write write(Session session) {
    long number = session.getLong(NUMBER);
    return new Write(
        "answer", "1/%d/1".formatted(number), 1, "attempt:1/question:" + number, 1L, value(number));
  }

  private static String value(long number) {
    return "v" + number;
  }

  private Target target(Session session) {
    return calibration.targets().get(session.getInt(TARGET));
  }

  private Observer observer() {
    return Objects.requireNonNull(run).observer();
  }
}
