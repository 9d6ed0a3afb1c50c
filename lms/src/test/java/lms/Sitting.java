package lms;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Somebody in the middle of an attempt, in a browser of their own. */
final class Sitting implements AutoCloseable {
  static final Ways ENGLISH = new Ways("en", null, null);

  final Learner learner;
  final long attempt;
  final BrowserContext context;
  final Page page;
  final List<String> complaints = new ArrayList<>();
  private final LmsServer server;
  private final TaughtCourse course;

  /**
   * How somebody sits there.
   *
   * @param language of the pages
   * @param zone of the browser's clock, or null for this machine's
   * @param address of the platform, or null for the server's own
   */
  record Ways(String language, @Nullable String zone, @Nullable String address) {
    Ways at(String another) {
      return new Ways(language, zone, another);
    }
  }

  Sitting(Chromium chromium, LmsServer server, TaughtCourse course, String name, Ways ways) {
    this.server = server;
    this.course = course;
    learner = Learner.registered(server, name);
    learner.enrol(course.id()).expect(201);
    attempt = learner.start(course.quiz());
    String address = ways.address() == null ? server.address() : ways.address();
    Browser.NewContextOptions options = new Browser.NewContextOptions();
    if (ways.zone() != null) {
      options.setTimezoneId(ways.zone());
    }
    context = chromium.context(options, address, learner.cookie(), ways.language());
    page = context.newPage();
    page.onPageError(complaints::add);
    page.navigate(address + "/attempts/" + attempt);
  }

  /** The stored value; ids of options in their order, whatever that was on the page. */
  String stored(int question) {
    return Stream.of(value(question).split(",", -1)).sorted().collect(Collectors.joining(","));
  }

  /** The stored value as it is, or the empty text. */
  String value(int question) {
    return server.database.reading(
        statements ->
            statements
                .first(
                    "SELECT value FROM answers WHERE attempt_id = ? AND question_id = ?",
                    row -> row.text("value"),
                    attempt,
                    course.questions().get(question))
                .orElse(""));
  }

  long sequence(int question) {
    return server.count(
        "SELECT sequence AS n FROM answers WHERE attempt_id = ? AND question_id = ?",
        attempt,
        course.questions().get(question));
  }

  /** Lets the time be over in so many seconds. */
  void endIn(int seconds) {
    server.database.inTransaction(
        work ->
            work.run(
                "UPDATE attempts SET deadline_at = ? WHERE id = ?",
                Clock.systemUTC().instant().plusSeconds(seconds),
                attempt));
  }

  void waitForState(String beginning) {
    Eventually.within(15, () -> state().startsWith(beginning), () -> "the state is: " + state());
  }

  String state() {
    return page.locator("#state").innerText();
  }

  void waitForSaved(int question, String value) {
    Eventually.within(
        40,
        () -> stored(question).equals(value),
        () ->
            "stored is \"%s\"; the page says: %s, %s"
                .formatted(stored(question), state(), page.locator("#notice").innerText()));
  }

  @Override
  public void close() {
    context.close();
  }
}
