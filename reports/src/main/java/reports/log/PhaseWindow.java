package reports.log;

/**
 * A stretch of a run, from its beginning up to, and not including, its end.
 *
 * @param name of the phase
 * @param beginMillis epoch milliseconds
 * @param endMillis epoch milliseconds, after the beginning
 */
public record PhaseWindow(String name, long beginMillis, long endMillis) {
  public PhaseWindow {
    if (endMillis <= beginMillis) {
      throw new IllegalArgumentException(
          "Phase %s ends at %d, not after its beginning at %d."
              .formatted(name, endMillis, beginMillis));
    }
  }

  /** How many seconds it has, a last partial one included. */
  public int seconds() {
    return Math.toIntExact((endMillis - beginMillis + 999) / 1000);
  }
}
