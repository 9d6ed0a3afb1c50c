package reports.experiment;

import java.util.List;
import java.util.OptionalInt;

/**
 * When a service was in its band again after the last fault was undone: from the first second on
 * after which it stayed there as long as it has to.
 *
 * @param second the second of the phase; empty where there was none
 * @param after seconds from the undoing to that second's beginning; NaN where there was none
 * @param missingSeconds how much longer the phase would have had to be to tell whether it recovered
 *     in time; 0 where it tells
 */
public record Recovery(OptionalInt second, double after, int missingSeconds) {
  private static final double MILLIS = 1000.0;

  /**
   * Finds it.
   *
   * @param inBand whether each second of the phase is in the band
   * @param undoneMillis when the last fault was undone, from the phase's begin
   * @param steadySeconds how long it has to stay
   * @param secondsMax how long it may take
   */
  public static Recovery of(
      List<Boolean> inBand, long undoneMillis, int steadySeconds, double secondsMax) {
    int steady = Math.max(1, steadySeconds);
    int first = Math.toIntExact(Math.max(0, Math.ceilDiv(undoneMillis, 1000L)));
    for (int at = first; at + steady <= inBand.size(); at++) {
      if (!inBand.subList(at, at + steady).contains(false)) {
        return new Recovery(OptionalInt.of(at), after(at, undoneMillis), 0);
      }
    }
    int open = first;
    for (int at = first; at < inBand.size(); at++) {
      open = inBand.get(at) ? open : at + 1;
    }
    boolean inTime = after(open, undoneMillis) <= secondsMax;
    return new Recovery(
        OptionalInt.empty(), Double.NaN, inTime ? open + steady - inBand.size() : 0);
  }

  private static double after(int second, long undoneMillis) {
    return (1000L * second - undoneMillis) / MILLIS;
  }
}
