package reports.output;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import reports.judge.Verdict;
import reports.judge.Words;
import reports.proof.ClaimProof;
import reports.proof.Finding;
import reports.proof.JudgedRun;
import reports.proof.Proof;

/** A proof in 80 columns of text: one table of all claims. */
public final class ProofTable {
  private static final String INDENT = " ".repeat(TerminalTable.VERDICT);

  private final Lines out = new Lines();
  private final boolean colour;

  private ProofTable(boolean colour) {
    this.colour = colour;
  }

  /**
   * Renders a proof.
   *
   * @param colour whether verdicts are coloured: only where a person reads it on a terminal
   */
  public static String render(Proof proof, boolean colour) {
    ProofTable table = new ProofTable(colour);
    table.out.wrap("", proof.line());
    table.out.wrap("", "Proof " + proof.runs().id() + ".");
    table.out.line("");
    proof.claims().forEach(table::claim);
    table.out.line("");
    proof.made().forEach(table::run);
    proof.notes().forEach(note -> table.out.wrap("", "Note: " + note));
    return table.out.toString();
  }

  private void claim(ClaimProof proven) {
    Verdict verdict = proven.verdict();
    out.line(TerminalTable.verdict(verdict, colour) + proven.claim().title());
    out.wrap(INDENT, proven.claim().id() + ": " + verdict.reason());
    Verdict.Figure figure = verdict.figure();
    if (figure != null) {
      out.wrap(INDENT, figure(figure));
    }
    JudgedRun by = proven.by();
    if (by != null && by.id() != null) {
      out.wrap(INDENT, "In " + by.step().environment() + day(by.begin()) + ", run " + by.id());
    }
    if (!proven.measured() || verdict instanceof Verdict.OutOfScope) {
      String later = proven.claim().built() ? "" : " (not built yet)";
      out.wrap(INDENT, proven.claim().command() + later);
    }
    for (Finding other : proven.others()) {
      out.wrap(INDENT, "Also " + other.verdict().words() + " by " + other.run().words() + ".");
    }
  }

  private static String figure(Verdict.Figure figure) {
    String bound =
        figure.bound() == figure.value() ? "" : ", bound " + Words.number(figure.bound());
    return "%s: %s%s, limit %s"
        .formatted(
            figure.what(),
            Words.quantity(figure.value(), figure.unit()),
            bound,
            Words.number(figure.limit()));
  }

  private static String day(@Nullable Long epochMillis) {
    return epochMillis == null
        ? ""
        : " on " + Instant.ofEpochMilli(epochMillis).atZone(ZoneOffset.UTC).toLocalDate();
  }

  private void run(JudgedRun made) {
    String id = made.id();
    out.wrap("Run of ", made.words() + ": " + made.ended() + (id == null ? "" : ", " + id));
  }
}
