package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lms.Visits.Visit;
import lms.Visits.Who;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every page, as everybody sees it who may: accessible, never too wide, light, and never jumping.
 * Screenshots are kept in target/screenshots.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryPageE2E {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final List<Integer> WIDTHS = List.of(360, 1440);

  /** Between and beyond those, where only the width is looked at. */
  private static final List<Integer> MORE_WIDTHS = List.of(768, 1_024, 1_920);

  private static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

  /** WCAG 2.2 AA, and what is good practice beside it. */
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  private static final long WIRE_BYTES_MAX = 60_000;
  private static final int FIRST_PAINT_MILLIS_MAX = 1_500;
  private static final int TRIES = 3;

  /** A page of these takes some seconds. */
  private static final int BYTES_A_SECOND_SLOW = 4_000;

  private static final List<String> BIT_BY_BIT = List.of("/", "/grades", "/teach");

  private final LmsServer server = new LmsServer();
  private final Visits visits = new Visits(server);
  private final Chromium chromium = new Chromium();

  @AfterAll
  void stop() {
    chromium.close();
    server.close();
  }

  @Test
  void isVisited() {
    assertThat(visits.unvisited()).as("add a line to Visits for each of these").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "es"})
  void isAccessibleQuietAndNeverTooWide(String language) {
    SoftAssertions soft = new SoftAssertions();
    try (Eyes eyes = new Eyes(language)) {
      for (Visit visit : visits.all()) {
        eyes.look(visit, soft);
      }
    }
    soft.assertAll();
  }

  /** Everybody's browsers in one language. */
  private final class Eyes implements AutoCloseable {
    private final Map<Who, BrowserContext> contexts = new EnumMap<>(Who.class);
    private final String language;

    Eyes(String language) {
      this.language = language;
    }

    void look(Visit visit, SoftAssertions soft) {
      List<String> complaints = new ArrayList<>();
      try (Page page = context(visit.who()).newPage()) {
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);
        page.onRequestFailed(request -> complaints.add(request.url()));
        page.setViewportSize(WIDTHS.getFirst(), 800);
        Response response = page.navigate(server.address() + visit.path());
        soft.assertThat(response.status()).as(visit.toString()).isEqualTo(visit.status());
        soft.assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
        soft.assertThat(page.title()).as("title of %s", visit).endsWith(" · Headroom");
        for (ColorScheme scheme : SCHEMES) {
          look(page, visit, scheme, soft);
        }
        for (int width : MORE_WIDTHS) {
          page.setViewportSize(width, 800);
          soft.assertThat(overflow(page))
              .as("scrolls sideways: %s in %s at %d px", visit, language, width)
              .isZero();
        }
        // That a page answers with an error is a line of the console.
        complaints.removeIf(line -> visit.status() >= 400 && line.contains("Failed to load"));
        soft.assertThat(complaints).as("console: " + visit).isEmpty();
      }
    }

    private void look(Page page, Visit visit, ColorScheme scheme, SoftAssertions soft) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : WIDTHS) {
        page.setViewportSize(width, 800);
        String what = "%s in %s, %s, at %d px".formatted(visit, language, scheme, width);
        keep(page, visit, scheme, width);
        soft.assertThat(overflow(page)).as("scrolls sideways: " + what).isZero();
        if (examined(scheme, width)) {
          soft.assertThat(violations(page)).as("axe: " + what).isEmpty();
        }
      }
    }

    /** Light and narrow in English, dark and wide in Spanish: each of all six once a page. */
    private boolean examined(ColorScheme scheme, int width) {
      boolean english = language.equals("en");
      return english == (scheme == ColorScheme.LIGHT) && english == (width == WIDTHS.getFirst());
    }

    private BrowserContext context(Who who) {
      return contexts.computeIfAbsent(
          who,
          one ->
              chromium.context(
                  new Browser.NewContextOptions(),
                  server.address(),
                  visits.session(one),
                  language));
    }

    private void keep(Page page, Visit visit, ColorScheme scheme, int width) {
      String name =
          "%s-%s-%s-%d.png"
              .formatted(visit.name(), language, scheme, width)
              .toLowerCase(java.util.Locale.ROOT);
      page.screenshot(
          new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name)));
    }

    @Override
    public void close() {
      contexts.values().forEach(BrowserContext::close);
    }
  }

  private static List<String> violations(Page page) {
    // There are no frames, for which the other mode opens one more page each time.
    return new AxeBuilder(page)
        .setLegacyMode(true).withTags(RULES).analyze().getViolations().stream()
            .map(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
            .toList();
  }

  private static int overflow(Page page) {
    return ((Number)
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .intValue();
  }

  @Test
  void letsTheKeyboardSkipToTheContent() {
    try (BrowserContext context = plain(Who.VISITOR, 1_440)) {
      Page page = context.newPage();
      page.navigate(server.address() + "/courses");
      page.keyboard().press("Tab");
      assertThat(page.evaluate("document.activeElement.getBoundingClientRect().left >= 0"))
          .isEqualTo(true);
      page.keyboard().press("Enter");
      page.keyboard().press("Tab");
      assertThat(page.evaluate("document.activeElement.closest('main') !== null")).isEqualTo(true);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void opensItsMenuByKeyboardOnSmallScreensWithAndWithoutScripts(boolean scripts) {
    try (BrowserContext context =
        chromium.context(
            new Browser.NewContextOptions()
                .setViewportSize(WIDTHS.getFirst(), 800)
                .setJavaScriptEnabled(scripts))) {
      Page page = context.newPage();
      page.navigate(server.address() + "/sign-in");
      Locator courses = page.locator("#menu a").first();
      assertThat(courses.isVisible()).isFalse();
      page.locator("button.menu").focus();
      page.keyboard().press("Enter");
      assertThat(courses.isVisible()).isTrue();
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      page.waitForURL("**/courses");
    }
  }

  @Test
  void changesItsLanguageInTheFooterAndStaysWhereItIs() {
    String session = server.registered("Lena");
    try (BrowserContext context =
        chromium.context(new Browser.NewContextOptions(), server.address(), session, "en")) {
      Page page = context.newPage();
      page.navigate(server.address() + "/courses?q=botany");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Español")).click();
      assertThat(page.locator("h1").innerText()).isEqualTo("Cursos");
      assertThat(page.url()).endsWith("/courses?q=botany");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("English")).click();
      assertThat(page.locator("h1").innerText()).isEqualTo("Courses");
    }
  }

  /** What can be reached by the tabulator and does not show it, or is covered by something. */
  private static List<?> unseenFocus(Page page) {
    List<Object> unseen = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      page.keyboard().press("Tab");
      Object seen =
          page.evaluate(
              """
              () => {
                const element = document.activeElement;
                if (element === document.body) return "end";
                if (element.dataset.seen) return "end";
                element.dataset.seen = "true";
                const style = getComputedStyle(element);
                const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                const box = element.getClientRects()[0];
                const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                const covered = !at || !(element.contains(at) || at.contains(element)
                    || [...(element.labels || [])].some((label) => label.contains(at)));
                return outlined && !covered ? "" : element.outerHTML.slice(0, 120);
              }
              """);
      if ("end".equals(seen)) {
        return unseen;
      }
      if (!"".equals(seen)) {
        unseen.add(seen);
      }
    }
    return unseen;
  }

  private BrowserContext plain(Who who, int width) {
    return chromium.context(
        new Browser.NewContextOptions().setViewportSize(width, 800),
        server.address(),
        visits.session(who),
        "en");
  }

  @Test
  void isLightNeverJumpsAndShowsWhereTheKeyboardIs() {
    SoftAssertions soft = new SoftAssertions();
    for (Visit visit : visits.all()) {
      for (int width : WIDTHS) {
        try (BrowserContext context = plain(visit.who(), width)) {
          Page page = context.newPage();
          PageLoad load = PageLoad.of(page, server.address() + visit.path());
          soft.assertThat(load.bytes())
              .as("bytes on the wire: " + visit)
              .isBetween(1L, WIRE_BYTES_MAX);
          soft.assertThat(load.shift()).as("layout shift: %s at %d px", visit, width).isZero();
          soft.assertThat(unseenFocus(page)).as("focus: %s at %d px", visit, width).isEmpty();
        }
      }
    }
    soft.assertAll();
  }

  /** The styles are there, so that what has come could be drawn. */
  @Test
  void neverJumpsWhileItComesBitByBit() {
    SoftAssertions soft = new SoftAssertions();
    for (Visit visit : visits.all()) {
      if (BIT_BY_BIT.contains(visit.path())) {
        for (int width : WIDTHS) {
          try (BrowserContext context = plain(visit.who(), width)) {
            Page page = context.newPage();
            PageLoad.of(page, server.address() + visit.path());
            throttle(page, 0, BYTES_A_SECOND_SLOW);
            PageLoad load = PageLoad.of(page, server.address() + visit.path());
            soft.assertThat(load.shift()).as("%s at %d px", visit, width).isZero();
          }
        }
      }
    }
    soft.assertAll();
  }

  @Test
  void paintsSoonOnASlowPhone() {
    SoftAssertions soft = new SoftAssertions();
    for (Visit visit : visits.all()) {
      double best =
          IntStream.range(0, TRIES)
              .mapToDouble(_ -> paint(visit))
              .filter(millis -> millis <= FIRST_PAINT_MILLIS_MAX)
              .findFirst()
              .orElse(Double.POSITIVE_INFINITY);
      soft.assertThat(best)
          .as("first paint of %s in ms", visit)
          .isLessThanOrEqualTo(FIRST_PAINT_MILLIS_MAX);
    }
    soft.assertAll();
  }

  private double paint(Visit visit) {
    try (BrowserContext context = plain(visit.who(), 360)) {
      Page page = context.newPage();
      CDPSession tools = throttle(page, 150, 1_600_000 / 8);
      JsonObject rate = new JsonObject();
      rate.addProperty("rate", 4);
      tools.send("Emulation.setCPUThrottlingRate", rate);
      page.navigate(server.address() + visit.path());
      Object millis =
          page.evaluate(
              """
              () => new Promise((done) => new PerformanceObserver((list) => {
                const [paint] = list.getEntriesByName("first-contentful-paint");
                if (paint) done(paint.startTime);
              }).observe({ type: "paint", buffered: true }))
              """);
      return ((Number) millis).doubleValue();
    }
  }

  private static CDPSession throttle(Page page, int latencyMillis, int bytesPerSecond) {
    CDPSession tools = page.context().newCDPSession(page);
    JsonObject network = new JsonObject();
    network.addProperty("offline", false);
    network.addProperty("latency", latencyMillis);
    network.addProperty("downloadThroughput", bytesPerSecond);
    network.addProperty("uploadThroughput", bytesPerSecond);
    tools.send("Network.enable");
    tools.send("Network.emulateNetworkConditions", network);
    return tools;
  }
}
