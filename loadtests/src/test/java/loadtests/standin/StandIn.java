package loadtests.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers each call of the load as the platform would, on loopback. */
final class StandIn implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("\\d+");
  private static final Pattern EMAIL = Pattern.compile("learner(\\d+)@");
  private static final Pattern SEQUENCE =
      Pattern.compile("\"sequence\":(\\d+),\"value\":(\".*\")}");
  private static final Pattern NUMBER = Pattern.compile("\"(?:seconds|stars)\":(\\d+)");

  private static final Map<Mood.Reply, Integer> STATUS =
      Map.of(Mood.Reply.CONFLICT, 409, Mood.Reply.BROKEN, 500, Mood.Reply.BUSY, 503);

  private final Mood mood;
  private final HttpServer server;
  private final AtomicLong attempts = new AtomicLong();
  private final AtomicInteger requests = new AtomicInteger();
  private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private final AtomicInteger overlaps = new AtomicInteger();
  private final AtomicInteger keysTwice = new AtomicInteger();

  StandIn(Mood mood) throws IOException {
    this.mood = mood;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Requests so far. */
  int requests() {
    return requests.get();
  }

  /** How often a session was used by two requests at once. */
  int overlaps() {
    return overlaps.get();
  }

  /** How often an idempotency key came again. */
  int keysTwice() {
    return keysTwice.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String cookie = exchange.getRequestHeaders().getFirst("Cookie");
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (key != null && !keys.add(key)) {
      keysTwice.incrementAndGet();
    }
    var running = inFlight.computeIfAbsent(String.valueOf(cookie), _ -> new AtomicInteger());
    if (running.incrementAndGet() > 1 && cookie != null) {
      overlaps.incrementAndGet();
    }
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String user = cookie == null ? "" : cookie.replaceAll("\\D", "");
    String path = exchange.getRequestURI().toString();
    int status = path.endsWith("/enrolment") || path.endsWith("/attempts") ? 201 : 200;
    if (path.equals("/api/sign-in")) {
      user = first(EMAIL, body);
      exchange.getResponseHeaders().add("Set-Cookie", "lms_session=" + user + "; Path=/; HttpOnly");
    }
    byte[] answer = answer(path, user, body).getBytes(StandardCharsets.UTF_8);
    running.decrementAndGet();
    Mood.Reply reply = mood.of(new Mood.Call(exchange.getRequestMethod(), path, user, key, body));
    if (reply == Mood.Reply.BUSY) {
      exchange.getResponseHeaders().add("Retry-After", "1");
    }
    if (reply != Mood.Reply.NONE) {
      exchange.sendResponseHeaders(STATUS.getOrDefault(reply, status), answer.length);
      exchange.getResponseBody().write(answer);
    }
    exchange.close();
  }

  private String answer(String path, String user, String body) {
    Matcher ids = ID.matcher(path.replace("HR-", ""));
    String id = ids.find() ? ids.group().replaceFirst("^0+", "") : "0";
    if (path.endsWith("/attempts")) {
      return """
      {"attemptId":%d,"quizId":%s,"questions":[{"id":7,"kind":"text","options":[]}],"answers":[]}"""
          .formatted(attempts.incrementAndGet(), id);
    }
    if (path.contains("/answers/")) {
      Matcher saved = SEQUENCE.matcher(body);
      return saved.find()
          ? "{\"questionId\":7,\"sequence\":%s,\"value\":%s}"
              .formatted(saved.group(1), saved.group(2))
          : "{}";
    }
    String page = "<body data-user=\"%s\"><main data-%s=\"%s\" data-token=\"tok%s\">";
    return switch (path.replaceAll("\\d+", "N").replaceFirst("\\?.*", "")) {
      case "/api/sign-in", "/api/notifications" ->
          "{\"userId\":%s,\"unread\":0,\"items\":[]}".formatted(user);
      case "/api/lessons/N/position" ->
          "{\"lessonId\":%s,\"seconds\":%s,\"coalesced\":false}".formatted(id, first(NUMBER, body));
      case "/api/lessons/N/completion" -> "{\"lessonId\":%s,\"completed\":true}".formatted(id);
      case "/api/attempts/N/submission" -> "{\"attemptId\":%s,\"score\":1.0}".formatted(id);
      case "/api/courses/N/enrolment" -> "{\"courseId\":%s,\"userId\":%s}".formatted(id, user);
      case "/api/courses/N/rating" ->
          "{\"courseId\":%s,\"stars\":%s}".formatted(id, first(NUMBER, body));
      case "/api/certificates/CN" -> "{\"code\":\"C%s\"}".formatted(id);
      case "/lessons/N" -> page.formatted(user, "lesson", id, id);
      default -> page.formatted(user, "course", id, id);
    };
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "0";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
