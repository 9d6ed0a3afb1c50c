package reports.output;

import java.util.List;
import java.util.Locale;
import reports.judge.ExperimentResult;
import reports.judge.Judgement;
import reports.judge.Judgement.ClaimJudgement;
import reports.judge.PhaseResult;
import reports.judge.PhaseResult.KindResult;
import reports.judge.Verdict;
import reports.judge.Words;
import reports.run.EnvironmentFacts;
import reports.run.Host;

/** A judgement in 80 columns of text. */
public final class TerminalTable {
  /** How wide the column of verdicts is. */
  static final int VERDICT = 14;

  private static final String ESCAPE = "\u001b[";

  private final Lines out = new Lines();
  private final boolean colour;

  private TerminalTable(boolean colour) {
    this.colour = colour;
  }

  /**
   * Renders a judgement.
   *
   * @param colour whether verdicts are coloured: only where a person reads it on a terminal
   */
  public static String render(Judgement judgement, boolean colour) {
    TerminalTable table = new TerminalTable(colour);
    table.head(judgement);
    judgement
        .ofTheProfile()
        .forEach(
            claim -> {
              table.claim(claim);
              judgement.experimentOf(claim).ifPresent(table::proofs);
            });
    table.others(judgement);
    judgement.phases().stream().filter(phase -> phase.phase().measured()).forEach(table::phase);
    table.wrapped(judgement.notes(), "Note: ");
    table.next(judgement);
    return table.out.toString();
  }

  private void head(Judgement judgement) {
    out.wrap("", judgement.headline().line());
    out.wrap("", "Run " + judgement.run().id() + system(judgement) + ".");
    out.line("");
  }

  private static String system(Judgement judgement) {
    EnvironmentFacts facts = judgement.host().map(Host::facts).orElse(null);
    if (facts == null) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    if (facts.size() != null) {
      text.append(" on ").append(facts.size()).append(" data");
    }
    EnvironmentFacts.Database database = facts.database();
    if (database != null && database.product() != null) {
      text.append(" in ").append(database.product()).append(' ').append(database.version());
    }
    return text.toString();
  }

  private void claim(ClaimJudgement judged) {
    out.line(verdict(judged.verdict(), colour) + judged.claim().title());
    out.wrap(" ".repeat(VERDICT), judged.claim().id() + ": " + judged.verdict().reason());
  }

  private void proofs(ExperimentResult experiment) {
    for (ExperimentResult.Proof proof : experiment.proofs()) {
      out.line("  " + verdict(proof.verdict(), colour) + proof.question().title());
      out.wrap(" ".repeat(VERDICT + 2), proof.verdict().reason());
    }
  }

  /** A verdict as wide as its column. */
  static String verdict(Verdict verdict, boolean colour) {
    String words = verdict.words();
    return paint(verdict, words, colour) + " ".repeat(Math.max(1, VERDICT - words.length()));
  }

  private static String paint(Verdict verdict, String words, boolean colour) {
    if (!colour) {
      return words;
    }
    int code =
        switch (verdict) {
          case Verdict.Verified _, Verdict.Extrapolated _ -> 32;
          case Verdict.Refuted _ -> 31;
          case Verdict.Invalid _ -> 35;
          case Verdict.NotProven _ -> 33;
          case Verdict.OutOfScope _ -> 90;
        };
    return ESCAPE + "1;" + code + "m" + words + ESCAPE + "0m";
  }

  private void others(Judgement judgement) {
    List<ClaimJudgement> others =
        judgement.claims().stream().filter(claim -> !claim.ofTheProfile()).toList();
    if (others.isEmpty()) {
      return;
    }
    out.line("");
    out.line(
        paint(others.getFirst().verdict(), "OUT OF SCOPE", colour)
            + "  of this run; what judges them:");
    for (ClaimJudgement other : others) {
      String later = other.claim().built() ? "" : " (not built yet)";
      out.wrap(
          "  ",
          String.format(
              Locale.ROOT, "%-20s %s%s", other.claim().id(), other.claim().command(), later));
    }
  }

  private void phase(PhaseResult phase) {
    out.line("");
    String load = phase.phase().users() == null ? "" : ", " + phase.phase().users() + " users";
    out.line(
        String.format(
            Locale.ROOT,
            "Phase %s%s: %.1f requests a second in %.0f s%s",
            phase.phase().name(),
            load,
            phase.requestsPerSecond(),
            phase.phase().seconds(),
            phase.complete() ? "" : ", cut short"));
    out.line(row("kind", "sent", "failed", "p50 ms", "p95 ms", "p99 ms", "p99 <="));
    out.line(row(phase.all()));
    phase.kinds().stream().filter(kind -> kind.requests() > 0).forEach(kind -> out.line(row(kind)));
  }

  private static String row(KindResult kind) {
    return row(
        kind.kind(),
        Words.number(kind.requests()),
        Words.number(kind.failed()),
        millis(kind.p50().value()),
        millis(kind.p95().value()),
        millis(kind.p99().value()),
        millis(kind.p99().upper()));
  }

  private static String millis(double value) {
    return Double.isFinite(value) ? Words.number(value) : "-";
  }

  private static String row(String kind, String... figures) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "  %-19s", kind));
    for (String figure : figures) {
      row.append(String.format(Locale.ROOT, "%9s", figure));
    }
    return row.toString();
  }

  private void next(Judgement judgement) {
    out.line("");
    judgement
        .nextSteps()
        .forEach(
            step -> {
              out.wrap("", step.why());
              out.line("  " + step.command());
            });
  }

  private void wrapped(List<String> texts, String prefix) {
    if (!texts.isEmpty()) {
      out.line("");
    }
    texts.forEach(text -> out.wrap("", prefix + text));
  }
}
