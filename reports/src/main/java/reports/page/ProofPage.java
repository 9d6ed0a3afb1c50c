package reports.page;

import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reports.judge.Verdict;
import reports.proof.ClaimProof;
import reports.proof.Finding;
import reports.proof.JudgedRun;
import reports.proof.Proof;

/**
 * The page of a proof: one table of all claims, with a link to the page of each run. It needs no
 * network and no script, and shows the same bytes for the same proof. Thread-safe.
 */
public final class ProofPage {
  private static final double MILLIS = 1000.0;
  private static final int DATE = "uuuu-MM-dd".length();
  private static final String NONE = "–";

  private ProofPage() {}

  /** The page, ready to be written as UTF-8. */
  public static String render(Proof proof) {
    StringOutput html = new StringOutput();
    ReportPage.TEMPLATES.render(
        "page/proof.jte", new View(model(proof), Assets.withoutScripts()), html);
    return html.toString();
  }

  /** A page and what it carries. */
  record View(ProofModel page, Assets assets) {}

  private static ProofModel model(Proof proof) {
    List<Facts.Fact> facts = new ArrayList<>();
    facts.add(new Facts.Fact("Environment", proof.runs().environment()));
    facts.add(new Facts.Fact("Began", Figures.instant(proof.runs().begin())));
    Long end = proof.runs().end();
    if (end != null) {
      facts.add(new Facts.Fact("Took", Figures.duration((end - proof.runs().begin()) / MILLIS)));
    }
    facts.add(new Facts.Fact("Proof", proof.runs().id()));
    return new ProofModel(
        "Headroom: proof, " + Figures.instant(proof.runs().begin()),
        facts,
        answer(proof),
        proof.claims().stream().map(ProofPage::row).toList(),
        proof.made().stream().map(ProofPage::run).toList());
  }

  private static PageModel.Answer answer(Proof proof) {
    return new PageModel.Answer(
        "Verified",
        proof.count(Stamp.VERIFIED.words()) + " of " + proof.claims().size(),
        proof.line(),
        proof.notes(),
        Stamp.gravest(proof.claims().stream().map(each -> Stamp.of(each.verdict()))));
  }

  private static ProofModel.Row row(ClaimProof proven) {
    Verdict verdict = proven.verdict();
    Verdict.Figure figure = verdict.figure();
    JudgedRun by = proven.by();
    boolean open = !proven.measured() || verdict instanceof Verdict.OutOfScope;
    return new ProofModel.Row(
        proven.claim().id(),
        proven.claim().title(),
        proven.claim().source(),
        proven.claim().informative(),
        Stamp.of(verdict),
        verdict.reason(),
        figure == null ? "" : Figures.number(figure.value()) + " " + figure.unit(),
        figure == null ? "" : note(figure),
        by == null ? "" : by.step().environment(),
        by == null ? "" : date(by.begin()),
        by == null ? null : link(by, by.id()),
        open ? proven.claim().command() + (proven.claim().built() ? "" : " (not built yet)") : null,
        proven.others().stream().map(ProofPage::other).toList());
  }

  private static String note(Verdict.Figure figure) {
    String bound =
        figure.bound() == figure.value() ? "" : "bound " + Figures.number(figure.bound()) + ", ";
    return figure.what() + "; " + bound + "limit " + Figures.number(figure.limit());
  }

  private static ProofModel.Other other(Finding other) {
    return new ProofModel.Other(
        Stamp.of(other.verdict()),
        other.verdict().reason(),
        other.run().words(),
        link(other.run(), other.run().id()));
  }

  private static ProofModel.RunRow run(JudgedRun made) {
    Long begin = made.begin();
    Long end = made.end();
    return new ProofModel.RunRow(
        made.step().profile(),
        made.step().environment(),
        made.ended(),
        begin == null ? NONE : Figures.instant(begin),
        begin == null || end == null ? NONE : Figures.duration((end - begin) / MILLIS),
        made.step().command(),
        link(made, made.id()));
  }

  /** Runs lie beside the folder of all proofs; only a run that was judged has a page. */
  private static ProofModel.@Nullable Link link(JudgedRun run, @Nullable String id) {
    return id == null || run.begin() == null
        ? null
        : new ProofModel.Link(id, "../../runs/" + id + "/index.html");
  }

  private static String date(@Nullable Long epochMillis) {
    return epochMillis == null ? "" : Figures.instant(epochMillis).substring(0, DATE);
  }
}
