package reports.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same load without a fault, second by second: the content of {@code baseline.json}, copied
 * into each run that is compared with it. Immutable.
 *
 * @param schema {@link RunFolder#SCHEMA}
 * @param run the id of the run that it was read from
 * @param phase the measured phase
 * @param seconds of that phase, in order
 * @param heldBack requests of journeys that were held back ({@link GeneratorSecond#heldBack})
 */
public record Baseline(int schema, String run, String phase, List<Second> seconds, long heldBack) {
  /** Copies its list; an absent one is empty. */
  public Baseline {
    seconds = Run.copy(seconds);
  }

  /** Requests that ended in the phase. */
  public long requests() {
    return seconds.stream().mapToLong(second -> second.ok() + second.failed()).sum();
  }

  /**
   * Requests that ended in one second.
   *
   * @param second from the phase's begin
   * @param ok with success
   * @param failed without
   * @param p50 of the response times of those with success, in milliseconds; null without any
   * @param p99 likewise
   */
  public record Second(
      int second, long ok, long failed, @Nullable Double p50, @Nullable Double p99) {}
}
