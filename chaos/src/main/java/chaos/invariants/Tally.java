package chaos.invariants;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reports.run.Experiment.Invariant;
import reports.run.Experiment.Outcome;
import reports.run.Experiment.Violation;

/** Counts what a rule has looked at and found. Not thread-safe. */
final class Tally {
  /** Why nothing is known where nothing was looked at. */
  static final String NOTHING = "there was nothing to check";

  private static final int KEPT = 100;
  private static final int HISTORY_MAX = 200;

  private final List<Violation> violations = new ArrayList<>();
  private long checked;
  private long violated;
  private @Nullable String note;

  /** So many things were looked at. */
  void checked(long count) {
    checked += count;
  }

  /** One of them is wrong. */
  void wrong(String key, String sentence, List<String> history) {
    violated++;
    if (violations.size() < KEPT) {
      int from = Math.max(0, history.size() - HISTORY_MAX);
      violations.add(new Violation(key, sentence, history.subList(from, history.size())));
    }
  }

  /** Something could not be decided. */
  void unknown(String why) {
    note = note == null ? why : note + "; " + why;
  }

  /** What is wrong counts more than what is not known. */
  Invariant result(String name, String says) {
    String why = checked == 0 && note == null ? NOTHING : note;
    Outcome outcome =
        violated > 0 ? Outcome.VIOLATED : why == null ? Outcome.HELD : Outcome.UNKNOWN;
    return new Invariant(name, says, outcome, checked, violated, violations, why);
  }
}
