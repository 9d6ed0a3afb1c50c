package reports.page;

import java.util.List;
import java.util.stream.Stream;
import reports.judge.Check;
import reports.judge.LevelResult;
import reports.judge.Verdict;

/** What is stamped on a claim, a level or a figure; the six verdicts, and plain for none. */
enum Stamp {
  VERIFIED("VERIFIED", "verified"),
  REFUTED("REFUTED", "refuted"),
  EXTRAPOLATED("EXTRAPOLATED", "extrapolated"),
  NOT_PROVEN("NOT PROVEN", "not-proven"),
  INVALID("INVALID", "invalid"),
  OUT_OF_SCOPE("OUT OF SCOPE", "out-of-scope"),
  PLAIN("", "plain");

  /** Gravest first, as exit statuses are. */
  private static final List<Stamp> GRAVITY =
      List.of(INVALID, REFUTED, NOT_PROVEN, EXTRAPOLATED, VERIFIED, OUT_OF_SCOPE, PLAIN);

  private final String words;
  private final String style;

  Stamp(String words, String style) {
    this.words = words;
    this.style = style;
  }

  /** The verdict as it is written everywhere, empty for {@link #PLAIN}. */
  String words() {
    return words;
  }

  /** The CSS class and the name of the icon. */
  String style() {
    return style;
  }

  /** How grave it is; 0 is the gravest. */
  int gravity() {
    return GRAVITY.indexOf(this);
  }

  /** The gravest, {@link #PLAIN} of none. */
  static Stamp gravest(Stream<Stamp> stamps) {
    List<Stamp> all = stamps.toList();
    return GRAVITY.stream().filter(all::contains).findFirst().orElse(PLAIN);
  }

  static Stamp of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Verified _ -> VERIFIED;
      case Verdict.Refuted _ -> REFUTED;
      case Verdict.Extrapolated _ -> EXTRAPOLATED;
      case Verdict.NotProven _ -> NOT_PROVEN;
      case Verdict.Invalid _ -> INVALID;
      case Verdict.OutOfScope _ -> OUT_OF_SCOPE;
    };
  }

  static Stamp of(LevelResult.Outcome outcome) {
    return switch (outcome) {
      case MEETS -> VERIFIED;
      case BREAKS -> REFUTED;
      case STRADDLES, TOO_FEW -> NOT_PROVEN;
    };
  }

  /** What a check does to the verdicts that rest on it. */
  static Stamp of(Check check) {
    if (check.state() == Check.State.KEPT) {
      return VERIFIED;
    }
    return switch (check.effect()) {
      case INVALID, INVALID_UNLESS_REFUTED ->
          check.state() == Check.State.BROKEN ? INVALID : NOT_PROVEN;
      case NOT_PROVEN, NOT_PROVEN_IF_REFUTED -> NOT_PROVEN;
      case SHOWN -> PLAIN;
    };
  }
}
