package reports.judge;

import org.jspecify.annotations.Nullable;

/**
 * Something that a measurement must keep to count.
 *
 * @param name what is checked, such as "start lag p99"
 * @param phase the phase it was checked in, null for the whole run
 * @param value what was found; NaN where nothing was recorded
 * @param limit what it is held against
 * @param unit of both
 * @param state whether it was kept
 * @param effect what follows where it was not
 * @param sentence what was found, in one plain sentence
 */
public record Check(
    String name,
    @Nullable String phase,
    double value,
    double limit,
    String unit,
    State state,
    Effect effect,
    String sentence) {
  /** Whether a check was kept. */
  public enum State {
    /** It was. */
    KEPT,
    /** It was not. */
    BROKEN,
    /** The evidence does not say. */
    NOT_RECORDED
  }

  /** What follows where a check was not kept. */
  public enum Effect {
    /** Nothing measured in the phase counts. */
    INVALID,
    /** The load was less than stated: nothing is VERIFIED by it, though it may refute. */
    INVALID_UNLESS_REFUTED,
    /** The system is not to blame: nothing is REFUTED by it, though it may verify. */
    NOT_PROVEN_IF_REFUTED,
    /** Nothing is VERIFIED until it is known. */
    NOT_PROVEN,
    /** It is shown, and nothing follows. */
    SHOWN
  }

  /** Whether it is a figure to look at, which had nothing to keep and can't be broken. */
  public boolean onlyShown() {
    return effect == Effect.SHOWN && state == State.KEPT;
  }

  boolean concerns(String name) {
    return phase == null || phase.equals(name);
  }

  boolean broken(Effect which) {
    return state == State.BROKEN && effect == which;
  }
}
