package reports.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import reports.judge.Judgement;

/**
 * The report of a run: one HTML file that needs no network and shows the same bytes for the same
 * judgement. Thread-safe.
 */
public final class ReportPage {
  static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, ReportPage.class.getClassLoader(), "reports");

  private ReportPage() {}

  /** The page of a judgement, ready to be written as UTF-8. */
  public static String render(Judgement judgement) {
    return render(JudgementPage.of(judgement));
  }

  static String render(PageModel model) {
    StringOutput html = new StringOutput(1 << 20);
    TEMPLATES.render("page/report.jte", new View(model, Assets.load()), html);
    return html.toString();
  }

  /** A page and what it carries. */
  record View(PageModel page, Assets assets) {
    String data() {
      return ChartData.json(page.charts(), page.timeline());
    }
  }
}
