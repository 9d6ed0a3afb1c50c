package lms.platform;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Turns what authors write into HTML that is safe in a page: their own HTML is shown as text, and
 * links lead only where a browser may follow (http, https, mailto, or within the platform). Tables
 * are written as GitHub does. Holds no state of a call; may be used by many threads at once.
 */
public final class Markdown {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());

  private final Parser parser =
      Parser.builder().extensions(TABLES).postProcessor(Markdown::scrolling).build();
  private final HtmlRenderer renderer =
      HtmlRenderer.builder()
          .extensions(TABLES)
          .nodeRendererFactory(ScrollRenderer::new)
          .escapeHtml(true)
          .sanitizeUrls(true)
          .urlSanitizer(new DefaultUrlSanitizer(Set.copyOf(List.of("http", "https", "mailto"))))
          .build();

  /** Safe HTML of a text in Markdown. */
  public String html(String markdown) {
    return renderer.render(parser.parse(markdown));
  }

  /** What is around a table, which may be wider than a page. */
  private static final class Scroll extends CustomBlock {}

  private static Node scrolling(Node document) {
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(CustomBlock block) {
            if (block instanceof TableBlock) {
              var around = new Scroll();
              block.insertBefore(around);
              around.appendChild(block);
            }
          }
        });
    return document;
  }

  /** By keys too: what scrolls can be focused. */
  private record ScrollRenderer(HtmlNodeRendererContext context) implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Scroll.class);
    }

    @Override
    public void render(Node node) {
      var html = context.getWriter();
      html.line();
      html.tag("div", Map.of("class", "scroll", "tabindex", "0"));
      for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
        context.render(child);
      }
      html.tag("/div");
      html.line();
    }
  }
}
