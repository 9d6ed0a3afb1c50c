package chaos.invariants;

import java.io.IOException;
import java.net.http.HttpResponse;
import loadtests.learners.SeedData;
import org.jspecify.annotations.Nullable;
import reports.run.LedgerEntry.Outcome;

/** Somebody's session in a browser. In one request at a time, and therefore not thread-safe. */
final class Session implements AutoCloseable {
  private static final int OK = 200;
  private static final int REFUSED = 400;
  private static final int FAILED = 500;

  private final SeedData.Account account;
  private final Client client;
  private final Clock clock;
  private String cookie = "";

  /** One that has not signed in. */
  Session(SeedData.Account account, Client client, Clock clock) {
    this.account = account;
    this.client = client;
    this.clock = clock;
  }

  /** A steady clock that says microseconds since 1970. */
  @FunctionalInterface
  interface Clock {
    long micros();

    /** One that goes on from now. */
    static Clock fromNow() {
      long sinceMicros = System.currentTimeMillis() * 1_000;
      long sinceNanos = System.nanoTime();
      return () -> sinceMicros + (System.nanoTime() - sinceNanos) / 1_000;
    }
  }

  /**
   * A request that was sent once, and what came back.
   *
   * @param begin when it was sent
   * @param end when its answer came, or the wait for it ended
   * @param status null where no answer came
   */
  record Heard(long begin, long end, @Nullable Integer status, String body) {
    boolean isOk() {
      return status != null && status == OK;
    }

    /** What the platform says of a write. */
    Outcome outcome() {
      if (status == null || status >= FAILED) {
        return Outcome.UNKNOWN;
      }
      return status >= REFUSED ? Outcome.REFUSED : Outcome.ACKNOWLEDGED;
    }
  }

  /** Whose it is. */
  long user() {
    return account.id();
  }

  /**
   * Signs in.
   *
   * @throws IllegalStateException where the platform doesn't let it in
   */
  void signIn(String password) throws InterruptedException {
    String json = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(account.email(), password);
    try {
      HttpResponse<String> answer = client.post("/api/sign-in", json);
      String session = answer.headers().firstValue("Set-Cookie").orElse("");
      if (answer.statusCode() != OK || session.isEmpty()) {
        throw new IllegalStateException("a watcher can't sign in: status " + answer.statusCode());
      }
      cookie = session.replaceFirst(";.*", "");
    } catch (IOException e) {
      throw new IllegalStateException("a watcher can't sign in: " + e.getMessage(), e);
    }
  }

  Heard get(String path) throws InterruptedException {
    return heard(() -> client.get(path, cookie));
  }

  /**
   * Sends JSON once.
   *
   * @param key the idempotency key; null where the request takes none
   */
  Heard send(String method, String path, @Nullable String key, String json)
      throws InterruptedException {
    return heard(() -> client.send(method, path, cookie, key, json));
  }

  private Heard heard(Sending sending) throws InterruptedException {
    long begin = clock.micros();
    try {
      HttpResponse<String> answer = sending.send();
      return new Heard(begin, clock.micros(), answer.statusCode(), answer.body());
    } catch (IOException e) {
      // No answer came, as the record says.
      return new Heard(begin, clock.micros(), null, "");
    }
  }

  @FunctionalInterface
  private interface Sending {
    HttpResponse<String> send() throws IOException, InterruptedException;
  }

  @Override
  public void close() {
    client.close();
  }
}
