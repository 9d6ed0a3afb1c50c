package reports.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private static final int WIDTH = 80;
  private static final int VERDICT = 14;
  private static final String ESCAPE = "\u001b[";

  private final StringBuilder out = new StringBuilder();
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
    judgement.ofTheProfile().forEach(table::claim);
    table.others(judgement);
    judgement.phases().stream().filter(phase -> phase.phase().measured()).forEach(table::phase);
    table.wrapped(judgement.notes(), "Note: ");
    table.next(judgement);
    return table.out.toString();
  }

  private void head(Judgement judgement) {
    wrap("", judgement.headline().line());
    wrap("", "Run " + judgement.run().id() + system(judgement) + ".");
    line("");
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
    String words = judged.verdict().words();
    String padding = " ".repeat(Math.max(1, VERDICT - words.length()));
    line(paint(judged.verdict(), words) + padding + judged.claim().title());
    wrap(" ".repeat(VERDICT), judged.claim().id() + ": " + judged.verdict().reason());
  }

  private String paint(Verdict verdict, String words) {
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
    line("");
    line(paint(others.getFirst().verdict(), "OUT OF SCOPE") + "  of this run; what judges them:");
    for (ClaimJudgement other : others) {
      String later = other.claim().built() ? "" : " (not built yet)";
      wrap(
          "  ",
          String.format(
              Locale.ROOT, "%-20s %s%s", other.claim().id(), other.claim().command(), later));
    }
  }

  private void phase(PhaseResult phase) {
    line("");
    String load = phase.phase().users() == null ? "" : ", " + phase.phase().users() + " users";
    line(
        String.format(
            Locale.ROOT,
            "Phase %s%s: %.1f requests a second in %.0f s%s",
            phase.phase().name(),
            load,
            phase.requestsPerSecond(),
            phase.phase().seconds(),
            phase.complete() ? "" : ", cut short"));
    line(row("kind", "sent", "failed", "p50 ms", "p95 ms", "p99 ms", "p99 <="));
    line(row(phase.all()));
    phase.kinds().stream().filter(kind -> kind.requests() > 0).forEach(kind -> line(row(kind)));
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
    line("");
    judgement
        .nextSteps()
        .forEach(
            step -> {
              wrap("", step.why());
              line("  " + step.command());
            });
  }

  private void wrapped(List<String> texts, String prefix) {
    if (!texts.isEmpty()) {
      line("");
    }
    texts.forEach(text -> wrap("", prefix + text));
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }

  /** Breaks a text at spaces; a word that is too long for a line keeps a line of its own. */
  private void wrap(String indent, String text) {
    List<String> words = new ArrayList<>(List.of(text.split(" ", -1)));
    StringBuilder line = new StringBuilder(indent);
    boolean empty = true;
    for (String word : words) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        line(line.toString());
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    line(line.toString());
  }
}
