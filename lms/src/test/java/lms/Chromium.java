package lms;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real browser: Debian's Chromium where it is, else whatever Playwright has. */
final class Chromium implements AutoCloseable {
  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final Browser browser = playwright.chromium().launch(options());

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

  /** Somebody's browser, with nothing in it. */
  BrowserContext context(Browser.NewContextOptions options) {
    return browser.newContext(options);
  }

  /** Somebody's browser that knows a session, where {@code session} is not null, and a language. */
  BrowserContext context(
      Browser.NewContextOptions options,
      String address,
      @Nullable String session,
      String language) {
    BrowserContext context = browser.newContext(options);
    List<Cookie> cookies = new ArrayList<>();
    cookies.add(new Cookie("language", language).setUrl(address));
    if (session != null) {
      String[] pair = session.split("=", 2);
      cookies.add(new Cookie(pair[0], pair[1]).setUrl(address));
    }
    context.addCookies(cookies);
    return context;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
