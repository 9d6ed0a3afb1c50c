package lms;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.LoadState;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

/**
 * What one load of a page costs who has nothing of it yet: bytes without media, and shifts. Texts
 * are counted as the edge sends them, which compresses them; the platform itself does not.
 */
record PageLoad(long bytes, double shift) {
  static PageLoad of(Page page, String address) {
    List<Response> responses = new ArrayList<>();
    page.onResponse(responses::add);
    page.addInitScript(
        """
        window.shifted = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shifted += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        """);
    page.navigate(address);
    page.waitForLoadState(LoadState.NETWORKIDLE);
    page.evaluate(
        "() => new Promise((done) =>"
            + " requestAnimationFrame(() => requestAnimationFrame(done)))");
    double shift = ((Number) page.evaluate("window.shifted")).doubleValue();
    return new PageLoad(responses.stream().mapToLong(PageLoad::bytes).sum(), shift);
  }

  private static long bytes(Response response) {
    boolean redirect = response.status() >= 300 && response.status() < 400;
    if (redirect || response.request().resourceType().equals("media")) {
      return 0;
    }
    return (long) response.request().sizes().responseHeadersSize + compressed(response.body());
  }

  private static int compressed(byte[] body) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(body);
      deflater.finish();
      int length = 0;
      byte[] buffer = new byte[8_192];
      while (!deflater.finished()) {
        length += deflater.deflate(buffer);
      }
      return length;
    } finally {
      deflater.end();
    }
  }
}
