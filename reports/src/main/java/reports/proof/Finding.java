package reports.proof;

import reports.judge.Verdict;

/** What one run says of one claim. */
public record Finding(Verdict verdict, JudgedRun run) {
  /**
   * How much it says, 0 the most: a level that was broken, then one that was met. What decides
   * nothing hides neither; what measured nothing comes after what did.
   */
  int rank() {
    return switch (verdict) {
      case Verdict.Refuted _ -> 0;
      case Verdict.Verified _ -> 1;
      case Verdict.Extrapolated _ -> 2;
      case Verdict.NotProven _ -> run.measured() ? 3 : 5;
      case Verdict.Invalid _ -> 4;
      case Verdict.OutOfScope _ -> 6;
    };
  }
}
