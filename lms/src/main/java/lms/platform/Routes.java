package lms.platform;

import com.github.benmanes.caffeine.cache.Ticker;
import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * All routes of the platform: each names who may use it, is counted and timed under its pattern,
 * and has its problems rendered in one way. Filled at start, then thread-safe.
 *
 * <p>At most {@value #CONCURRENT_MAX} requests run at once; one more is shed with 503 at once, so
 * that those inside stay fast.
 */
public final class Routes {
  /**
   * Bytes of the largest body that is read at all; what is larger than a route takes is refused.
   */
  public static final int READ_BYTES_MAX = 4 * Exchange.BODY_BYTES_MAX;

  static final int CONCURRENT_MAX = 512;
  private static final System.Logger LOG = System.getLogger(Routes.class.getName());
  private static final HeaderName RETRY_AFTER = HeaderNames.create("Retry-After");
  static final List<Header> ALWAYS =
      List.of(
          HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
          HeaderValues.createCached("Referrer-Policy", "same-origin"),
          HeaderValues.createCached(
              "Content-Security-Policy",
              "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
                  + " media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
                  + " frame-ancestors 'none'"),
          HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store"));

  /** What may be kept, and used again after asking whether it is still so. */
  private static final Header REVALIDATED =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "private, no-cache");

  /**
   * A route as tests and the API's document see it.
   *
   * @param limited whether it is turned away when there is too much to do
   * @param described what the API's document says; null where nobody described it
   */
  public record Route(
      String method,
      String pattern,
      Access access,
      boolean limited,
      @Nullable Described described) {}

  private final HttpRouting.Builder routing = HttpRouting.builder();
  private final List<Route> routes = new ArrayList<>();
  private final Semaphore room = new Semaphore(CONCURRENT_MAX);
  private final AtomicBoolean open = new AtomicBoolean();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final AtomicBoolean counting = new AtomicBoolean();
  private final Authenticator authenticator;
  private final Metrics metrics;
  private final ActivePeople active;
  private final RateLimits limits;
  private final Tracing tracing;
  private final ProblemPages problemPages;

  /** Routes whose visitors {@code authenticator} knows. */
  public Routes(
      Authenticator authenticator,
      ProblemPages problemPages,
      Rates rates,
      Tracing tracing,
      Clock clock,
      Metrics metrics) {
    this.authenticator = authenticator;
    this.limits = new RateLimits(rates, clock, metrics);
    this.tracing = tracing;
    this.problemPages = problemPages;
    this.metrics = metrics;
    this.active = new ActivePeople(metrics, Ticker.systemTicker());
    metrics.gauge("lms_http_requests_active", () -> CONCURRENT_MAX - room.availablePermits());
  }

  /** A route that reads. */
  public Routes get(String pattern, Access access, Action action) {
    return add(Method.GET, pattern, access, true, action);
  }

  /** A route that does something. */
  public Routes post(String pattern, Access access, Action action) {
    return add(Method.POST, pattern, access, true, action);
  }

  /** A route that sets something. */
  public Routes put(String pattern, Access access, Action action) {
    return add(Method.PUT, pattern, access, true, action);
  }

  /** A route that answers whatever the load, as operators need it: health and figures. */
  public Routes always(String pattern, Action action) {
    return add(Method.GET, pattern, Access.ANYONE, false, action);
  }

  /** Says what the API's document tells of the route that was added last. */
  public Routes describedAs(Described described) {
    Route last = routes.removeLast();
    routes.add(new Route(last.method(), last.pattern(), last.access(), last.limited(), described));
    return this;
  }

  /** What there is, for the test of every route against every role. */
  public List<Route> list() {
    return List.copyOf(routes);
  }

  /** From now on requests are taken; before, all but those of operators are told to come back. */
  public void open() {
    open.set(true);
  }

  /** From now on every answer asks the client to close its connection. */
  public void drain() {
    draining.set(true);
  }

  /** Whether {@link #drain} was called. */
  public boolean draining() {
    return draining.get();
  }

  /** For the web server, once all routes are added. */
  public HttpRouting.Builder routing() {
    addUnknown();
    return routing;
  }

  /** What answers before any route can: requests that are not HTTP, or too large. */
  public DirectHandlers directHandlers() {
    var handler = new ProtocolErrors(metrics);
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, handler);
    }
    return handlers.build();
  }

  /** From now on requests are counted: what warms a process up is not. */
  public void startCounting() {
    counting.set(true);
  }

  private Routes add(Method method, String pattern, Access access, boolean limited, Action action) {
    int place = routes.size();
    routes.add(new Route(method.text(), pattern, access, limited, null));
    RouteMeters meters = new RouteMeters(metrics, method.text(), pattern);
    routing.route(
        method,
        pattern,
        (request, response) -> {
          long start = System.nanoTime();
          String id = RequestId.of(request);
          Route route = routes.get(place);
          Answer answer =
              RequestId.within(
                  id,
                  () ->
                      tracing.request(
                          request,
                          pattern,
                          id,
                          () ->
                              limited
                                  ? limited(request, route, action)
                                  : answer(request, route, action)));
          send(response, answer, id);
          if (counting.get()) {
            meters.record(answer.status(), System.nanoTime() - start);
          }
        });
    return this;
  }

  /** What no route is for: 405 where another method would do, else 404. */
  private void addUnknown() {
    RouteMeters meters = new RouteMeters(metrics, "ANY", "(unknown)");
    routing.any(
        (request, response) -> {
          long start = System.nanoTime();
          List<String> methods =
              routes.stream()
                  .filter(route -> matches(route, request))
                  .map(Route::method)
                  .distinct()
                  .sorted()
                  .toList();
          String others = String.join(", ", methods);
          Exchange exchange = new Exchange(request, visitorIfKnown(request), "");
          Answer answer =
              methods.isEmpty()
                  ? problem(exchange, 404, "not-found", Words.of("platform.nothing-here"))
                  : problem(exchange, 405, "method", Words.of("platform.method", others))
                      .with("Allow", others);
          send(response, answer, RequestId.of(request));
          if (counting.get()) {
            meters.record(answer.status(), System.nanoTime() - start);
          }
        });
  }

  private static boolean matches(Route route, ServerRequest request) {
    return PathMatchers.create(route.pattern()).match(request.prologue().uriPath()).accepted();
  }

  private Answer limited(ServerRequest request, Route route, Action action) {
    if (!open.get()) {
      return problem(
          new Exchange(request, null, ""), 503, "starting", Words.of("platform.starting"));
    }
    if (!room.tryAcquire()) {
      metrics.count("lms_http_requests_shed_total");
      return problem(
              new Exchange(request, null, ""), 503, "overloaded", Words.of("platform.overloaded"))
          .with("Retry-After", "1");
    }
    try {
      return answer(request, route, action);
    } finally {
      room.release();
    }
  }

  private Answer answer(ServerRequest request, Route route, Action action) {
    String address = limits.address(request);
    Exchange exchange = new Exchange(request, null, address);
    RateLimits.@Nullable Left left = null;
    Answer answer;
    try {
      Person visitor = visitor(request);
      exchange = new Exchange(request, visitor, address);
      if (counting.get()) {
        if (visitor != null) {
          active.saw(visitor);
        }
        left = route.limited() ? limits.take(visitor, address) : null;
      }
      answer =
          left != null && left.exhausted()
              ? problem(exchange, 429, "too-many-requests", Words.of("platform.too-often"))
                  .with("Retry-After", Integer.toString(left.seconds()))
              : allowed(request, exchange, route, action);
    } catch (RuntimeException e) {
      answer = failed(request, exchange, e);
    }
    return left == null || !exchange.isApi()
        ? answer
        : answer.with("RateLimit-Policy", left.policyField()).with("RateLimit", left.field());
  }

  private static Answer allowed(
      ServerRequest request, Exchange exchange, Route route, Action action) {
    route.access().check(exchange.visitor());
    Forgery.refuse(request, exchange, route.access());
    if (route.described() != null) {
      route.described().parameters().forEach(parameter -> parameter.demand(exchange));
    }
    Answer answer = action.apply(exchange);
    return answer.status() == 200 && exchange.has(answer.header("ETag"))
        ? answer.notModified()
        : answer;
  }

  private Answer failed(ServerRequest request, Exchange exchange, RuntimeException failure) {
    return switch (failure) {
      case Problem e when e.status() == 401 && !exchange.isApi() -> notSignedIn(exchange);
      case Problem e -> problem(exchange, e);
      case Unavailable e -> {
        LOG.log(System.Logger.Level.DEBUG, "unavailable", e);
        Words page = Words.of("platform.unavailable", e.retryAfterSeconds());
        yield problem(exchange, 503, "unavailable", String.valueOf(e.getMessage()), page)
            .with("Retry-After", Integer.toString(e.retryAfterSeconds()));
      }
      default -> {
        LOG.log(System.Logger.Level.ERROR, request.prologue() + " failed", failure);
        yield problem(exchange, 500, "error", Words.of("platform.error"));
      }
    };
  }

  private Answer notSignedIn(Exchange exchange) {
    return UnsentForm.of(exchange)
        .map(form -> Answer.page(401, problemPages.signIn(exchange, form)))
        .orElseGet(() -> Answer.seeOther(exchange.signInPath()));
  }

  /** For an answer that is the same for everybody, and needs no database to be given. */
  private @Nullable Person visitorIfKnown(ServerRequest request) {
    try {
      return open.get() ? visitor(request) : null;
    } catch (Unavailable e) {
      return null;
    }
  }

  private @Nullable Person visitor(ServerRequest request) {
    var cookies = request.headers().cookies();
    return cookies.contains(Authenticator.COOKIE)
        ? authenticator.person(cookies.get(Authenticator.COOKIE)).orElse(null)
        : null;
  }

  private Answer problem(Exchange exchange, int status, String type, Words words) {
    return problem(exchange, status, type, Text.ENGLISH.of(words), words);
  }

  private Answer problem(Exchange exchange, Problem e) {
    Answer answer = problem(exchange, e.status(), e.type(), e.detail(), e.words());
    if (e.waitSeconds() > 0) {
      answer = answer.with("Retry-After", Long.toString(e.waitSeconds()));
    }
    return e.closes() ? answer.with("Connection", "close") : answer;
  }

  /** As a page for people; for programs in English, unless they ask for a language. */
  private Answer problem(
      Exchange exchange, int status, String type, String english, @Nullable Words words) {
    if (!exchange.isApi()) {
      String sentence = words == null ? english : exchange.text().of(words);
      return Answer.page(status, problemPages.problem(exchange, status, sentence));
    }
    Text asked = exchange.askedFor();
    return asked == null || words == null
        ? details(status, type, english)
        : details(status, type, asked.of(words)).with("Content-Language", asked.language());
  }

  static Answer details(int status, String type, String detail) {
    String title = Status.create(status).reasonPhrase();
    byte[] body = Json.bytes(new ProblemDetails("/problems/" + type, title, status, detail));
    return new Answer(status, ProblemDetails.MEDIA_TYPE, body, List.of());
  }

  private void send(ServerResponse response, Answer answer, String id) {
    response.status(Status.create(answer.status()));
    var headers = response.headers();
    headers.set(RequestId.HEADER, id);
    for (Header header : ALWAYS) {
      headers.set(header);
    }
    if (!answer.header("ETag").isEmpty()) {
      headers.set(REVALIDATED);
    }
    if (!answer.contentType().isEmpty()) {
      headers.set(HeaderNames.CONTENT_TYPE, answer.contentType());
    }
    for (Answer.Header header : answer.headers()) {
      HeaderName name = HeaderNames.create(header.name());
      if (name.equals(HeaderNames.SET_COOKIE)) {
        headers.add(name, header.value());
      } else {
        headers.set(name, header.value());
      }
    }
    if (answer.status() == 503 && !headers.contains(RETRY_AFTER)) {
      headers.set(RETRY_AFTER, "1");
    } else if (answer.status() == Problem.TOO_MANY && !headers.contains(RETRY_AFTER)) {
      headers.set(RETRY_AFTER, "60");
    }
    if (draining.get()) {
      headers.set(HeaderValues.CONNECTION_CLOSE);
    }
    Answer.@Nullable Stream stream = answer.stream();
    if (stream == null) {
      response.send(answer.body());
    } else {
      stream.to(response.outputStream());
    }
  }
}
