package reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One look at a page, with all that it asked for and complained about. */
final class Visit implements AutoCloseable {
  private final BrowserContext context;
  final Page page;
  private final String address;
  private final List<String> requests = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  Visit(Chromium chromium, Path file, ColorScheme scheme, int width) {
    context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setColorScheme(scheme)
                    .setViewportSize(width, 900)
                    .setOffline(true));
    page = context.newPage();
    address = file.toUri().toString();
    page.onRequest(request -> requests.add(request.url()));
    page.onConsoleMessage(message -> complaints.add(message.text()));
    page.onPageError(complaints::add);
    page.navigate(address);
  }

  List<String> accessibility() {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .map(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
            .toList();
  }

  int overflow() {
    return (Integer)
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  void assertQuiet() {
    assertThat(requests).as("requests").containsExactly(address);
    assertThat(complaints).as("console").isEmpty();
  }

  @Override
  public void close() {
    context.close();
  }
}
