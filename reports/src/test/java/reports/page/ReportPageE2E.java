package reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reports.judge.Judge;
import reports.judge.Judgement;

/** The report in Chromium. Screenshots and a print are kept in target/screenshots. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageE2E {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Path CLAIMS =
      Path.of(System.getProperty("headroom.root"), "reports", "claims.yaml");

  /** A4 less its margins, in CSS pixels. */
  private static final int A4 = 702;

  private static final int PHONE = 360;
  private static final int DESK = 1440;

  private Chromium chromium;
  private final Map<Case, Path> pages = new EnumMap<>(Case.class);

  /** The runs that are looked at. */
  enum Case {
    VERIFIED,
    REFUTED,
    TRUNCATED,
    EXPERIMENT;

    String file() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    for (Case which : Case.values()) {
      pages.put(which, write(which, folder));
    }
    chromium = Chromium.start();
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void isAccessibleQuietAndNeverTooWide(Case which) throws IOException {
    Path file = page(which);
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : List.of(PHONE, DESK)) {
        try (Visit visit = new Visit(chromium, file, scheme, width)) {
          visit.page.screenshot(
              new Page.ScreenshotOptions()
                  .setFullPage(true)
                  .setPath(SCREENSHOTS.resolve(name(which, scheme, width) + ".png")));
          assertThat(visit.accessibility()).as("axe, %s, %d px", scheme, width).isEmpty();
          assertThat(visit.overflow()).as("sideways scrolling at %d px", width).isZero();
          assertThat(visit.page.locator(".plot canvas").count())
              .isEqualTo(visit.page.locator(".plot:not([data-empty])").count())
              .isPositive();
          visit.assertQuiet();
        }
      }
    }
  }

  private static String name(Case which, ColorScheme scheme, int width) {
    return which.file() + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
  }

  @Test
  void opensWithTheAnswerOfEachRun() {
    assertThat(answer(Case.VERIFIED)).contains("1.00×").contains("Verified at");
    assertThat(answer(Case.REFUTED)).contains("none").contains("not verified");
    assertThat(answer(Case.TRUNCATED)).contains("none").contains("not verified");
    assertThat(answer(Case.EXPERIMENT)).contains("7 s").contains("Experiment pod-killed: REFUTED");
  }

  private String answer(Case which) {
    try (Visit visit = new Visit(chromium, page(which), ColorScheme.LIGHT, DESK)) {
      return visit.page.locator("#answer").innerText();
    }
  }

  @Test
  void fitsEveryWidthFromPhoneToWall() throws IOException {
    Path file = page(Case.VERIFIED);
    for (int width : List.of(360, 414, 600, 768, 1024, 1200, 1280, 1920)) {
      try (Visit visit = new Visit(chromium, file, ColorScheme.LIGHT, width)) {
        assertThat(visit.overflow()).as("sideways scrolling at %d px", width).isZero();
      }
    }
  }

  @Test
  void keepsItsChartsAndTheirTablesWhenThePageIsResizedAndPrinted() throws IOException {
    try (Visit visit = new Visit(chromium, page(Case.VERIFIED), ColorScheme.DARK, DESK)) {
      visit.page.setViewportSize(PHONE, 800);
      visit.page.waitForFunction(
          "[...document.querySelectorAll('.plot canvas')].every(c => c.clientWidth < 360)");
      assertThat(visit.overflow()).isZero();

      visit.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      visit.page.evaluate("dispatchEvent(new Event('beforeprint'))");
      assertThat(visit.page.evaluate("getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(255, 255, 255)");
      visit.page.setViewportSize(A4, 1000);
      assertThat(visit.overflow()).as("beyond the edge of the paper").isZero();
      visit.page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(SCREENSHOTS.resolve("verified-print.png")));
      visit.page.pdf(
          new Page.PdfOptions()
              .setFormat("A4")
              .setPrintBackground(true)
              .setPath(SCREENSHOTS.resolve("verified.pdf")));
      visit.assertQuiet();
    }
  }

  @Test
  void readsOutPointsByKeyboard() throws IOException {
    try (Visit visit = new Visit(chromium, page(Case.VERIFIED), ColorScheme.LIGHT, DESK)) {
      visit.page.locator("[data-chart=latency-over-time]").focus();
      visit.page.keyboard().press("Home");
      visit.page.keyboard().press("ArrowRight");

      assertThat(visit.page.locator("#readout").textContent())
          .startsWith("0:01: p50 ")
          .contains(", p95 ", ", p99 ", " ms");
    }
  }

  @Test
  void opensTheHistoryOfAViolatedKeyByKeyboard() throws IOException {
    try (Visit visit = new Visit(chromium, page(Case.EXPERIMENT), ColorScheme.LIGHT, PHONE)) {
      Locator history = visit.page.locator("#violations-2 details").first();
      assertThat(history.locator("li").first().isVisible()).isFalse();
      history.locator("summary").focus();
      visit.page.keyboard().press("Enter");
      assertThat(history.locator("li").first().isVisible()).isTrue();
      assertThat(visit.overflow()).isZero();

      visit.page.locator("[data-chart=blast-latency]").focus();
      visit.page.keyboard().press("End");
      assertThat(visit.page.locator("#readout").textContent())
          .contains("baseline, p99 at most ", "p50 ", "p99 ", " ms");
      visit.assertQuiet();
    }
  }

  @Test
  void tellsEverythingWithoutScripts() throws IOException {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(DESK, 900);
    try (BrowserContext context = chromium.browser().newContext(options)) {
      Page page = context.newPage();
      page.navigate(page(Case.REFUTED).toUri().toString());

      assertThat(page.locator(".verdict").count()).isPositive();
      assertThat(page.locator("figure.chart details table tbody tr").count()).isPositive();
      assertThat(page.locator(".plot").first().isVisible()).isFalse();
    }
  }

  private Path page(Case which) {
    return Objects.requireNonNull(pages.get(which));
  }

  private static Path write(Case which, Path folder) throws IOException {
    Path file = folder.resolve(which.file() + ".html");
    return Files.writeString(file, ReportPage.render(judgement(which, folder)));
  }

  private static Judgement judgement(Case which, Path folder) throws IOException {
    Path run =
        switch (which) {
          case VERIFIED -> DefaultRun.healthy(folder);
          case REFUTED -> DefaultRun.slow(folder);
          case TRUNCATED -> DefaultRun.killed(folder);
          case EXPERIMENT -> BrokenExperiment.write(folder);
        };
    return Judge.judge(run, CLAIMS);
  }
}
