package chaos.invariants;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import loadtests.learners.SeedData;
import org.jspecify.annotations.Nullable;
import reports.run.JsonLines;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;
import reports.run.RunFolder;

/**
 * One of the sessions that somebody has at the same time, on a phone and on a laptop: looks at
 * courses and enrols in them while the other does, and puts down what it heard. In one operation at
 * a time and therefore not thread-safe.
 */
final class Watcher implements AutoCloseable {
  private static final Pattern SHOWN_TO = Pattern.compile("<body data-user=\"(\\d+)\"");
  private static final String ENROLLED = "You take this course.";
  private static final String ALREADY = "already-enrolled";
  private static final double ENROLS = 0.15;
  private static final int OK = 200;
  private static final int REFUSED = 400;
  private static final int FAILED = 500;
  private static final int TRIES = 4;

  private final int number;
  private final SeedData.Account account;
  private final List<Long> courses;
  private final Client client;
  private final SplittableRandom random;
  private final Clock clock;
  private final JsonLines history;
  private final JsonLines ledger;
  private final String unique;
  private String cookie = "";
  private int keys;

  /**
   * A session that has not signed in.
   *
   * @param courses that the account takes none of yet
   * @param unique what no other session of any run has: it makes its keys its own
   */
  Watcher(
      int number,
      SeedData.Account account,
      List<Long> courses,
      Client client,
      SplittableRandom random,
      Clock clock,
      JsonLines history,
      JsonLines ledger,
      String unique) {
    this.number = number;
    this.account = account;
    this.courses = List.copyOf(courses);
    this.client = client;
    this.random = random;
    this.clock = clock;
    this.history = history;
    this.ledger = ledger;
    this.unique = unique;
  }

  /** A steady clock that says microseconds since 1970. */
  @FunctionalInterface
  interface Clock {
    long micros();
  }

  /**
   * Signs in; called before anything is broken.
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

  /** Does one thing, whatever becomes of it. */
  void act() throws InterruptedException {
    long course = courses.get(random.nextInt(courses.size()));
    if (random.nextDouble() < ENROLS) {
      enrol(course);
    } else {
      look(course);
    }
  }

  private void look(long course) throws InterruptedException {
    long begin = clock.micros();
    Integer status = null;
    Boolean enrolled = null;
    Long shownTo = null;
    try {
      HttpResponse<String> answer = client.get("/courses/" + course, cookie);
      status = answer.statusCode();
      if (status == OK) {
        enrolled = answer.body().contains(ENROLLED);
        Matcher shown = SHOWN_TO.matcher(answer.body());
        shownTo = shown.find() ? Long.valueOf(shown.group(1)) : null;
      }
    } catch (IOException e) {
      // No answer came, as the line says.
      status = null;
    }
    Outcome outcome = enrolled == null ? Outcome.UNKNOWN : Outcome.ACKNOWLEDGED;
    put(begin, Operation.LOOK, course, null, outcome, status, enrolled, shownTo);
  }

  /** As a browser does it: what was not answered is sent again under the same key. */
  private void enrol(long course) throws InterruptedException {
    keys++;
    String key = unique + "-" + keys;
    long sent = System.currentTimeMillis();
    Outcome outcome = Outcome.UNKNOWN;
    Integer status = null;
    for (int tried = 0; tried < TRIES && outcome == Outcome.UNKNOWN; tried++) {
      long begin = clock.micros();
      Answer answer = sent(course, key);
      status = answer.status();
      outcome = outcome(status);
      Boolean already = outcome == Outcome.REFUSED ? answer.body().contains(ALREADY) : null;
      put(begin, Operation.ENROL, course, key, outcome, status, already, null);
    }
    ledger.append(
        new LedgerEntry(
            RunFolder.SCHEMA,
            sent,
            System.currentTimeMillis(),
            "enrolment",
            key,
            account.id(),
            "course:" + course,
            null,
            null,
            outcome,
            status));
  }

  /** Status and body; no status where no answer came. */
  private record Answer(@Nullable Integer status, String body) {}

  private Answer sent(long course, String key) throws InterruptedException {
    try {
      String path = "/api/courses/" + course + "/enrolment";
      HttpResponse<String> answer = client.post(path, cookie, key, "{}");
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      return new Answer(null, "");
    }
  }

  private static Outcome outcome(@Nullable Integer status) {
    if (status == null || status >= FAILED) {
      return Outcome.UNKNOWN;
    }
    return status >= REFUSED ? Outcome.REFUSED : Outcome.ACKNOWLEDGED;
  }

  private void put(
      long begin,
      String kind,
      long course,
      @Nullable String key,
      Outcome outcome,
      @Nullable Integer status,
      @Nullable Boolean enrolled,
      @Nullable Long shownTo) {
    history.append(
        new Operation(
            RunFolder.SCHEMA,
            begin,
            clock.micros(),
            number,
            kind,
            account.id(),
            course,
            key,
            outcome,
            status,
            enrolled,
            shownTo));
  }

  @Override
  public void close() {
    client.close();
  }
}
