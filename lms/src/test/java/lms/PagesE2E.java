package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The platform's pages in Chromium. Screenshots are kept in target/screenshots. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesE2E {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final LmsServer server = new LmsServer();
  private final TaughtCourse course =
      TaughtCourse.in(server, "HR-8001", 3, new TaughtCourse.Rules(3_600, 5, null));
  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final Browser browser = playwright.chromium().launch(options());

  /** Debian's Chromium where it is, else whatever Playwright has. */
  private static BrowserType.LaunchOptions options() {
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions().setArgs(List.of("--no-sandbox"));
    Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .ifPresent(options::setExecutablePath);
    return options;
  }

  @AfterAll
  void stop() {
    browser.close();
    playwright.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1440})
  void areAccessibleQuietAndNeverTooWide(int width) {
    Learner learner = Learner.registered(server, "seen" + width);
    for (String path : paths(learner)) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        try (Visit visit = new Visit(learner, path, width, scheme)) {
          visit.keep(path, width, scheme);
          assertThat(visit.violations()).as("axe on %s at %d px", path, width).isEmpty();
          assertThat(visit.overflow()).as("scrolls sideways: %s, %d px", path, width).isZero();
          assertThat(visit.complaints).as("console of %s", path).isEmpty();
        }
      }
    }
  }

  /** Pages as somebody sees them who has done everything, and those of somebody who is new. */
  private List<String> paths(Learner learner) {
    learner.enrol(course.id()).expect(201);
    course.lessons().forEach(lesson -> learner.complete(lesson).expect(200));
    long passed = learner.start(course.quiz());
    course.pass(learner, passed, 1);
    long open = learner.start(course.quiz());
    learner
        .api("PUT", "/courses/" + course.id() + "/rating", "{\"stars\":4,\"comment\":\"Clear\"}")
        .expect(200);
    String code = learner.read("/grades").json().path("grades").get(0).path("certificate").asText();
    return List.of(
        "/",
        "/courses?q=nothing-fits",
        "/courses/" + course.id(),
        "/courses/" + course.id() + "/ratings",
        "/lessons/" + course.lessons().get(1),
        "/quizzes/" + course.quiz(),
        "/attempts/" + open,
        "/attempts/" + passed + "/review",
        "/my",
        "/grades",
        "/notifications",
        "/certificates/" + code,
        "/sign-in",
        "/register");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takeSomebodyThroughACourseWithAndWithoutScripts(boolean scripts) {
    try (BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(scripts))) {
      Page page = context.newPage();
      page.navigate(server.address() + "/register");
      page.getByLabel("Name").fill("Ada");
      page.getByLabel("E-mail").fill("ada" + scripts + "@example.test");
      page.getByLabel("Password").fill("a password of her own");
      button(page, "Register");
      page.locator("[data-course='" + course.id() + "'] a").click();
      button(page, "Enrol");
      link(page, "Go to the first lesson");
      for (int i = 0; i < course.lessons().size(); i++) {
        button(page, "Complete this lesson");
      }
      assertThat(page.locator("main").innerText()).contains("3 of 3 lessons completed");
      link(page, "What plants do");
      button(page, "Start an attempt");
      answer(page, scripts);
      button(page, "Submit and finish");
      assertThat(page.locator("main").innerText()).contains("4 of 4 points: passed.");
      link(page, "Grades");
      page.getByRole(AriaRole.LINK, named("Certificate")).click();
      assertThat(page.locator("main").innerText()).contains("Ada has completed");
    }
  }

  /** Answers all; with scripts each is saved by itself, so that a new page shows them all. */
  private void answer(Page page, boolean scripts) {
    List<Long> asked = course.questions();
    page.locator("input[name=q" + asked.get(0) + "][value=b]").check();
    page.locator("input[name=q" + asked.get(1) + "][value=a]").check();
    page.locator("input[name=q" + asked.get(1) + "][value=c]").check();
    page.locator("input[name=q" + asked.get(2) + "]").fill("12.5");
    page.locator("input[name=q" + asked.get(3) + "]").fill("chlorophyll");
    if (scripts) {
      page.locator("input[name=q" + asked.get(3) + "]").blur();
      Eventually.within(
          10,
          () ->
              server.count(
                      "SELECT COUNT(*) AS n FROM answers a JOIN attempts t"
                          + " ON t.id = a.attempt_id WHERE t.submitted_at IS NULL"
                          + " AND value IN ('b', 'a,c', 'c,a', '12.5', 'chlorophyll')")
                  >= 4,
          () -> "answers are not saved by themselves: " + page.locator("#notice").innerText());
    } else {
      button(page, "Save");
      assertThat(page.locator("#notice").innerText()).isEqualTo("Your answers are saved.");
    }
    page.reload();
    assertThat(page.locator("input[name=q" + asked.get(1) + "][value=c]").isChecked()).isTrue();
    assertThat(page.locator("input[name=q" + asked.get(3) + "]").inputValue())
        .isEqualTo("chlorophyll");
  }

  @Test
  void keepWhatWasTypedWhenARegistrationIsRefused() {
    try (BrowserContext context = browser.newContext()) {
      Page page = context.newPage();
      server.registered("taken");
      page.navigate(server.address() + "/register");
      page.getByLabel("Name").fill("Somebody");
      page.getByLabel("E-mail").fill("taken@example.test");
      page.getByLabel("Password").fill("a password of her own");
      button(page, "Register");

      assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("has an account already");
      assertThat(page.getByLabel("Name").inputValue()).isEqualTo("Somebody");
      assertThat(page.getByLabel("E-mail").inputValue()).isEqualTo("taken@example.test");
    }
  }

  private static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, named(name)).click();
  }

  private static void link(Page page, String name) {
    page.getByRole(AriaRole.LINK, named(name)).first().click();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  /** One page, opened by somebody who is signed in. */
  private final class Visit implements AutoCloseable {
    final List<String> complaints = new ArrayList<>();
    private final BrowserContext context;
    private final Page page;

    Visit(Learner learner, String path, int width, ColorScheme scheme) {
      context =
          browser.newContext(
              new Browser.NewContextOptions()
                  .setViewportSize(width, 800)
                  .setColorScheme(scheme)
                  .setExtraHTTPHeaders(Map.of("Cookie", learner.cookie())));
      page = context.newPage();
      page.onConsoleMessage(message -> complaints.add(message.text()));
      page.onPageError(complaints::add);
      page.onRequestFailed(request -> complaints.add(request.url()));
      page.navigate(server.address() + path);
    }

    List<String> violations() {
      return new AxeBuilder(page)
          .analyze().getViolations().stream()
              .map(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
              .toList();
    }

    int overflow() {
      Object wide =
          page.evaluate(
              "document.documentElement.scrollWidth - document.documentElement.clientWidth");
      return ((Number) wide).intValue();
    }

    void keep(String path, int width, ColorScheme scheme) {
      String name = path.replaceAll("[^a-z0-9]+", "-") + "-" + scheme + "-" + width + ".png";
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(SCREENSHOTS.resolve("page" + name)));
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
