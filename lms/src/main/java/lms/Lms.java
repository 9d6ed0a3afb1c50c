package lms;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import lms.accounts.AccountRoutes;
import lms.accounts.Passwords;
import lms.api.ApiRoutes;
import lms.notifications.Mailer;
import lms.notifications.Notifications;
import lms.notifications.Outbox;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.HealthRoutes;
import lms.platform.Housekeeping;
import lms.platform.Idempotency;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Routes;
import lms.platform.StaticFiles;
import lms.platform.Tracing;
import lms.platform.Unavailable;
import lms.quizzes.QuizRoutes;
import org.jspecify.annotations.Nullable;

/** The platform: everything it is made of, wired by hand, in the order in which it is needed. */
public final class Lms implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final String LOOPBACK = "127.0.0.1";

  private final Metrics metrics = new Metrics();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Tracing tracing;
  private final Database database;
  private final Cache cache;
  private final Passwords passwords;
  private final Learning learning;
  private final Housekeeping housekeeping;
  private final @Nullable Outbox outbox;
  private final Routes routes;
  private final WebServer server;
  private final Duration drain;

  private Lms(LmsConfig config, Clock clock) {
    drain = config.drain();
    tracing = Tracing.to(config.tracing(), config.podName());
    database = new Database(config.database(), metrics, tracing);
    cache = new Cache(config.redisUrl(), metrics, tracing);
    passwords = new Passwords(config.hashingThreads(), config.hashingQueue(), metrics);
    Pages pages = new Pages();
    Idempotency idempotency = new Idempotency(database, clock, metrics);
    Notifications notifications = new Notifications(clock, config.mail() != null);
    AccountRoutes accounts =
        new AccountRoutes(
            database,
            cache,
            passwords,
            pages,
            metrics,
            clock,
            notifications,
            config.secureCookies());

    routes = new Routes(accounts.authenticator(), pages, config.rates(), tracing, clock, metrics);
    HealthRoutes health = new HealthRoutes(database, cache, metrics);
    health.register(routes);
    new StaticFiles().register(routes);
    accounts.register(routes);
    learning =
        new Learning(
            config,
            routes,
            database,
            cache,
            idempotency,
            accounts,
            notifications,
            pages,
            metrics,
            clock);
    new ApiRoutes(routes, pages).register();

    HttpRouting.Builder routing = routes.routing();
    boolean early = config.listensEarly();
    WebServer first =
        early ? listen(routing, config.host(), config.port()) : listen(routing, LOOPBACK, 0);
    try {
      prepare(config);
    } catch (RuntimeException e) {
      first.stop();
      throw e;
    }
    LmsConfig.@Nullable Mail mail = config.mail();
    new WarmUp(ownAddress(config, first), database, accounts, passwords).run();
    routes.startCounting();
    outbox =
        mail == null
            ? null
            : new Outbox(
                database, new Mailer(mail.url(), mail.from()), config.publicUrl(), clock, metrics);
    health.warmedUp();
    server = early ? first : listenAtLast(routing, config, first);
    housekeeping = new Housekeeping(idempotency::forgetOld, learning::forgetAll);
  }

  private WebServer listen(HttpRouting.Builder routing, String host, int port) {
    return WebServer.builder()
        .host(host)
        .port(port)
        .maxPayloadSize(Routes.READ_BYTES_MAX)
        .directHandlers(routes.directHandlers())
        .shutdownHook(false)
        .shutdownGracePeriod(GRACE)
        .routing(routing)
        .build()
        .start();
  }

  /** Where everybody reaches it, once it was its own first visitor where nobody else does. */
  private WebServer listenAtLast(HttpRouting.Builder routing, LmsConfig config, WebServer first) {
    first.stop();
    demandFree(config.host(), config.port());
    return listen(routing, config.host(), config.port());
  }

  /**
   * Connects to what the platform stands on. Where it listens early it does so before this, which
   * may take long: who looks whether it lives gets an answer, and everybody else a 503.
   */
  private void prepare(LmsConfig config) {
    if (config.migrating()) {
      database.migrate();
    } else {
      database.demandMigrated();
    }
    cache.connect();
    routes.open();
  }

  /** Where this process reaches itself. */
  private static String ownAddress(LmsConfig config, WebServer server) {
    boolean byHost = config.listensEarly() && !config.host().equals("0.0.0.0");
    return "http://" + (byHost ? config.host() : LOOPBACK) + ':' + server.port();
  }

  /** A platform that serves; closed, it drains first. */
  public static Lms start(LmsConfig config, Clock clock) {
    demandFree(config.host(), config.port());
    return new Lms(config, clock);
  }

  /** Before anything else is opened, because the web server would say it late and at length. */
  private static void demandFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      throw new Unavailable("Can't listen on %s:%d: %s".formatted(host, port, why), 1, e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Its routes, for the test of each against each role. */
  public Routes routes() {
    return routes;
  }

  /** Its quizzes, for tests that do what teachers do. */
  QuizRoutes quizzes() {
    return learning.quizzes();
  }

  /**
   * Says that it is not ready, for as long as balancers take to notice; then takes no more work,
   * lets what runs end, and closes what it ran on.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      routes.drain();
      try {
        Thread.sleep(drain);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      server.stop();
      housekeeping.close();
      learning.close();
      if (outbox != null) {
        outbox.close();
      }
      passwords.close();
      cache.close();
      database.close();
      tracing.close();
    }
  }
}
