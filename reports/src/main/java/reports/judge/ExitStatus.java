package reports.judge;

import java.util.List;
import reports.judge.Judgement.ClaimJudgement;

/** What a run means to whoever started it, as the exit status of a program. */
public final class ExitStatus {
  /** Every claim is as it should be. */
  public static final int PASS = 0;

  static final int REFUTED = 1;

  /** Of a claim, nothing is known. */
  public static final int NOT_PROVEN = 2;

  /** A measurement is broken. */
  public static final int INVALID = 3;

  /** Gravest first. */
  private static final List<Integer> GRAVITY = List.of(INVALID, REFUTED, NOT_PROVEN);

  private ExitStatus() {}

  /** The gravest; a profile of which nothing at all was judged has proven nothing. */
  public static int of(List<ClaimJudgement> claims) {
    List<Integer> each = claims.stream().map(ExitStatus::of).toList();
    boolean nothingJudged =
        claims.stream().allMatch(claim -> claim.verdict() instanceof Verdict.OutOfScope);
    return GRAVITY.stream()
        .filter(each::contains)
        .findFirst()
        .orElse(nothingJudged ? NOT_PROVEN : PASS);
  }

  private static int of(ClaimJudgement claim) {
    boolean informative = claim.claim().informative();
    return switch (claim.verdict()) {
      case Verdict.Verified _, Verdict.OutOfScope _ -> PASS;
      case Verdict.Extrapolated extrapolated -> extrapolated.allowed() ? PASS : REFUTED;
      case Verdict.Refuted _ -> REFUTED;
      case Verdict.NotProven _ -> informative ? PASS : NOT_PROVEN;
      case Verdict.Invalid _ -> INVALID;
    };
  }
}
