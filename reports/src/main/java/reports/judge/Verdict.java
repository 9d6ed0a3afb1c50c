package reports.judge;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is known of a claim after a run, with the reason in one plain sentence. */
public sealed interface Verdict {
  /** The words of all verdicts, in the order in which they are counted. */
  List<String> ALL_WORDS =
      List.of("VERIFIED", "REFUTED", "EXTRAPOLATED", "NOT PROVEN", "INVALID", "OUT OF SCOPE");

  /** Why, in one sentence. */
  String reason();

  /** The figure that decided, or null where none did. */
  @Nullable Figure figure();

  /** The verdict as it is written everywhere. */
  default String words() {
    return switch (this) {
      case Verified _ -> "VERIFIED";
      case Refuted _ -> "REFUTED";
      case Extrapolated _ -> "EXTRAPOLATED";
      case NotProven _ -> "NOT PROVEN";
      case Invalid _ -> "INVALID";
      case OutOfScope _ -> "OUT OF SCOPE";
    };
  }

  /** Measured at the stated load, and the bounds meet every level. */
  record Verified(String reason, @Nullable Figure figure) implements Verdict {}

  /** Measured, and a bound breaks a level. */
  record Refuted(String reason, @Nullable Figure figure) implements Verdict {}

  /**
   * Measured at less, and a model's whole prediction band is on the good side.
   *
   * @param allowed whether the claim takes that for a proof
   */
  record Extrapolated(String reason, @Nullable Figure figure, boolean allowed) implements Verdict {}

  /**
   * The evidence does not decide.
   *
   * @param missingSeconds how much longer the phase would have to be, where more of the same helps
   */
  record NotProven(String reason, @Nullable Figure figure, OptionalLong missingSeconds)
      implements Verdict {
    /** Without a figure that decided. */
    public NotProven(String reason) {
      this(reason, null);
    }

    /** Where it is not known that more of the same would help. */
    public NotProven(String reason, @Nullable Figure figure) {
      this(reason, figure, OptionalLong.empty());
    }
  }

  /** The measurement is broken. */
  record Invalid(String reason) implements Verdict {
    @Override
    public @Nullable Figure figure() {
      return null;
    }
  }

  /**
   * This run was not made to judge it.
   *
   * @param command what would
   */
  record OutOfScope(String reason, String command) implements Verdict {
    @Override
    public @Nullable Figure figure() {
      return null;
    }
  }

  /**
   * A measured figure beside its bound and its limit, all in one unit.
   *
   * @param what the statistic, the kind of request and the phase
   * @param value as measured; NaN where nothing was
   * @param bound the one-sided 95 % bound that was held against the limit; may be infinite
   * @param limit the largest value allowed
   * @param unit ms, %, or what is counted
   */
  record Figure(String what, double value, double bound, double limit, String unit) {}
}
