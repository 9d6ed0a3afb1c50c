package reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import reports.claims.Claims;
import reports.judge.Judge;
import reports.proof.Proof;
import reports.run.Ending;
import reports.run.ProofFolder;
import reports.run.ProofRuns.Step;
import reports.run.WrittenProof;

/** The page of a proof in Chromium. Screenshots are kept in target/screenshots. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProofPageE2E {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Claims CLAIMS =
      Claims.read(Path.of(System.getProperty("headroom.root"), "reports", "claims.yaml"));
  private static final long BEGIN = 1_750_000_000_000L;

  private Chromium chromium;
  private Path file;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    file = write(folder);
    chromium = Chromium.start();
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Path write(Path reports) throws IOException {
    Path good = DefaultRun.healthy(reports.resolve("runs"));
    Path bad = DefaultRun.slow(reports.resolve("runs"));
    ProofFolder folder =
        WrittenProof.in(
            reports.resolve("proofs"),
            "all",
            BEGIN,
            BEGIN + 1_800_000,
            Ending.FINISHED,
            step("pod", "embedded", List.of("pod-users"), 0, good),
            step("pod", "containers", List.of("pod-users"), 1, bad),
            step("sign-in-storm", "k3s", List.of("sign-in"), 69, null));
    Proof proof = Proof.of(folder, CLAIMS, run -> Judge.judge(run, CLAIMS));
    return Files.writeString(folder.path().resolve("index.html"), ProofPage.render(proof));
  }

  private static Step step(
      String profile, String environment, List<String> claims, int status, @Nullable Path run) {
    String command = "./headroom run %s --environment %s".formatted(profile, environment);
    String id = run == null ? null : run.getFileName().toString();
    return new Step(profile, environment, command, claims, status, id);
  }

  @Test
  void isAccessibleQuietAndNeverTooWide() throws IOException {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : List.of(360, 600, 768, 1024, 1440)) {
        try (Visit visit = new Visit(chromium, file, scheme, width)) {
          String name = "proof-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width + ".png";
          visit.page.screenshot(
              new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name)));
          assertThat(visit.accessibility()).as("axe, %s, %d px", scheme, width).isEmpty();
          assertThat(visit.overflow()).as("sideways scrolling at %d px", width).isZero();
          visit.assertQuiet();
        }
      }
    }
  }

  @Test
  void showsEveryClaimWithItsVerdictAndWhereThatIsFrom() throws IOException {
    try (Visit visit = new Visit(chromium, file, ColorScheme.LIGHT, 1440)) {
      assertThat(visit.page.locator(".proof tbody tr").count()).isEqualTo(CLAIMS.all().size());
      Locator users = visit.page.locator("#claim-pod-users");
      assertThat(users.innerText()).contains("REFUTED", "containers", "limit");
      assertThat(users.innerText()).containsPattern("\\d{4}-\\d\\d-\\d\\d");
      assertThat(users.locator(".other").innerText()).startsWith("VERIFIED pod in embedded");
      assertThat(users.locator("td a").getAttribute("href"))
          .matches("\\.\\./\\.\\./runs/[\\w-]+/index\\.html");
      assertThat(visit.page.locator("#claim-sign-in").innerText())
          .contains("NOT PROVEN", "something was not to be had", "./headroom run sign-in-storm");
      assertThat(visit.page.locator("#claim-storage").innerText())
          .contains("OUT OF SCOPE", "(not built yet)");
    }
  }
}
