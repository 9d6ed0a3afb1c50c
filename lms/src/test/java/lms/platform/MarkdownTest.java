package lms.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
  private final Markdown markdown = new Markdown();

  @Test
  void rendersWhatAuthorsWrite() {
    assertThat(markdown.html("## Sets\n\nA *set* is [defined](https://example.test/set)."))
        .contains("<h2>Sets</h2>")
        .contains("<em>set</em>")
        .contains("href=\"https://example.test/set\"");
  }

  @Test
  void rendersTablesThatScrollWhereTheyAreWide() {
    String html =
        markdown.html(
            """
            Before

            | Set | Members |
            |:----|--------:|
            | A   | *two* <b> |

            After
            """);

    assertThat(html)
        .containsSubsequence("<p>Before</p>", "<div ", "<table>", "</table>", "</div>", "After")
        .contains("class=\"scroll\"", "tabindex=\"0\"")
        .contains("<th align=\"right\">Members</th>")
        .contains("<em>two</em> &lt;b&gt;")
        .doesNotContain("style=");
  }

  @Test
  void showsHtmlAsText() {
    assertThat(markdown.html("<script>alert(1)</script> and <img src=x onerror=alert(1)>"))
        .doesNotContain("<script")
        .doesNotContain("<img")
        .contains("&lt;script&gt;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "![x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](&#106;avascript:alert(1))",
        "<javascript:alert(1)>",
        "[x](vbscript:x)"
      })
  void leadsNowhereWithDangerousAddresses(String text) {
    assertThat(markdown.html(text).toLowerCase(Locale.ROOT))
        .doesNotContain("href=\"javascript")
        .doesNotContain("src=\"data")
        .doesNotContain("href=\"vbscript");
  }

  @Test
  void keepsLinksWithinThePlatform() {
    assertThat(markdown.html("[next](/lessons/2)")).contains("href=\"/lessons/2\"");
  }
}
