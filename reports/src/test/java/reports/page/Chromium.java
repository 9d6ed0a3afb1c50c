package reports.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's own Chromium, driven by Playwright; nothing is downloaded. */
final class Chromium implements AutoCloseable {
  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it, or says how to get it. */
  static Chromium start() {
    Path program =
        find()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "No chromium on the PATH: install it (Debian: apt-get install chromium)."));
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      Browser browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(program)
                      .setArgs(List.of("--no-sandbox")));
      return new Chromium(playwright, browser);
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  Browser browser() {
    return browser;
  }

  private static Optional<Path> find() {
    String path = System.getenv("PATH") == null ? "" : System.getenv("PATH");
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, "chromium")),
            Stream.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome")))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
