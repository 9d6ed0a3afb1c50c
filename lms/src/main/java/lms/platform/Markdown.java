package lms.platform;

import java.util.List;
import java.util.Set;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Turns what authors write into HTML that is safe in a page: their own HTML is shown as text, and
 * links lead only where a browser may follow (http, https, mailto, or within the platform). Holds
 * no state of a call; may be used by many threads at once.
 */
public final class Markdown {
  private final Parser parser = Parser.builder().build();
  private final HtmlRenderer renderer =
      HtmlRenderer.builder()
          .escapeHtml(true)
          .sanitizeUrls(true)
          .urlSanitizer(new DefaultUrlSanitizer(Set.copyOf(List.of("http", "https", "mailto"))))
          .build();

  /** Safe HTML of a text in Markdown. */
  public String html(String markdown) {
    return renderer.render(parser.parse(markdown));
  }
}
