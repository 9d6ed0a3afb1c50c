package reports.compare;

import java.util.List;
import java.util.Locale;
import reports.compare.Comparison.PhaseComparison;
import reports.judge.Words;
import reports.output.Lines;

/** A comparison in 80 columns of text. */
public final class ComparisonTable {
  private static final int RED = 31;
  private static final int GREEN = 32;
  private static final int YELLOW = 33;
  private static final int GREY = 90;

  private final Lines out = new Lines();
  private final boolean colour;

  private ComparisonTable(boolean colour) {
    this.colour = colour;
  }

  /**
   * Renders a comparison.
   *
   * @param colour whether outcomes are coloured: only where a person reads it on a terminal
   */
  public static String render(Comparison comparison, boolean colour) {
    ComparisonTable table = new ComparisonTable(colour);
    table.head(comparison);
    comparison.phases().forEach(table::phase);
    table.foot(comparison);
    return table.out.toString();
  }

  private void head(Comparison comparison) {
    out.wrap("", answer(comparison));
    out.wrap("A: ", comparison.a().id());
    out.wrap("B: ", comparison.b().id());
    comparison.differsIn().forEach(each -> out.wrap("", "Not the same: " + each + "."));
  }

  private static String answer(Comparison comparison) {
    if (comparison.phases().stream().noneMatch(PhaseComparison::valid)) {
      return "Nothing is shown: no phase is a valid measurement in both runs.";
    }
    long worse = count(comparison, Outcome.Worse.class);
    long better = count(comparison, Outcome.Better.class);
    long same = count(comparison, Outcome.NoDifferenceThatMatters.class);
    long few = count(comparison, Outcome.TooFew.class);
    String shown =
        worse > 0
            ? "B is worse than A."
            : better > 0 ? "B is better than A." : "No difference is shown.";
    String counts =
        String.format(
            Locale.ROOT,
            " Of %d figures, %d worse, %d better, %d without a difference that matters, %d with too"
                + " few samples to tell.",
            worse + better + same + few,
            worse,
            better,
            same,
            few);
    boolean all = comparison.phases().stream().allMatch(PhaseComparison::valid);
    return shown + counts + (all ? "" : " Not every phase is a valid measurement.");
  }

  private static long count(Comparison comparison, Class<? extends Outcome> outcome) {
    return comparison
        .valid()
        .filter(Difference::counted)
        .map(Difference::outcome)
        .filter(outcome::isInstance)
        .count();
  }

  private void phase(PhaseComparison phase) {
    out.line("");
    out.line("Phase " + phase.name() + (phase.valid() ? "" : ": not a valid measurement"));
    phase.faults().forEach(fault -> out.wrap("  ", fault));
    out.line(row("", "A", "B", "B - A", "95 % interval", ""));
    String last = "";
    for (Difference difference : phase.differences()) {
      if (difference.counted()) {
        if (!difference.kind().equals(last)) {
          out.line(difference.kind());
          last = difference.kind();
        }
        out.line(row(difference));
      }
    }
    List<String> rare =
        phase.differences().stream()
            .filter(difference -> !difference.counted())
            .map(Difference::kind)
            .distinct()
            .toList();
    if (!rare.isEmpty()) {
      out.wrap(
          "",
          "Planned less than "
              + Comparer.COUNTED_FROM
              + " times and not counted: "
              + String.join(", ", rare)
              + ".");
    }
  }

  private String row(Difference difference) {
    boolean known = difference.interval().finite();
    return row(
        difference.metric().words(),
        Words.number(difference.before()),
        Words.number(difference.after()),
        signed(difference.value()),
        known
            ? signed(difference.interval().lower()) + " to " + signed(difference.interval().upper())
            : "-",
        paint(difference.outcome()));
  }

  private static String row(
      String metric, String a, String b, String change, String interval, String outcome) {
    return String.format(
        Locale.ROOT, "  %-10s %8s %8s %8s %18s  %s", metric, a, b, change, interval, outcome);
  }

  private static String signed(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return (value > 0 ? "+" : "") + Words.number(value);
  }

  private String paint(Outcome outcome) {
    int code =
        switch (outcome) {
          case Outcome.Worse _ -> RED;
          case Outcome.Better _ -> GREEN;
          case Outcome.TooFew _ -> YELLOW;
          case Outcome.NoDifferenceThatMatters _ -> GREY;
        };
    return colour ? "\u001b[" + code + "m" + outcome.words() + "\u001b[0m" : outcome.words();
  }

  private void foot(Comparison comparison) {
    out.line("");
    comparison.notes().forEach(note -> out.wrap("", note));
    out.wrap(
        "",
        "Times in ms, errors in %, throughput in requests a second. The intervals of all counted"
            + " figures hold together with 95 % confidence. A difference matters from 5 % of A on,"
            + " and from 2 ms or 0.1 points of errors at least. The intervals speak of these two"
            + " runs: how much two runs of one version differ, only repeated runs tell.");
  }
}
