package reports.run;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a run with one load. A request belongs to the phase in which it started. Immutable.
 *
 * @param name unique in its run
 * @param measured whether it is judged
 * @param begin epoch milliseconds
 * @param end epoch milliseconds; planned until the phase is over
 * @param users people of a closed load, null for an open one
 * @param requestsPerSecond the planned rate of an open load, null for a closed one
 * @param thinkMeanSeconds the mean planned think time of a closed load
 * @param planned requests by kind; of a closed load an expectation
 * @param journeys planned journeys of an open load
 * @param requestsPerJourney planned requests in each of them
 * @param arrivals planned starts in milliseconds from {@code begin}, sorted; empty where none are
 *     planned
 */
public record Phase(
    String name,
    boolean measured,
    long begin,
    long end,
    @Nullable Integer users,
    @Nullable Double requestsPerSecond,
    @Nullable Double thinkMeanSeconds,
    SortedMap<String, Long> planned,
    @Nullable Integer journeys,
    @Nullable Integer requestsPerJourney,
    List<Integer> arrivals) {
  /** Copies its collections; absent ones are empty. */
  public Phase {
    planned = Run.sorted(planned);
    arrivals = Run.copy(arrivals);
    if (end < begin) {
      throw new IllegalArgumentException("phase " + name + " ends before it begins");
    }
  }

  /** The same phase between other instants. */
  public Phase between(long newBegin, long newEnd) {
    return new Phase(
        name,
        measured,
        newBegin,
        newEnd,
        users,
        requestsPerSecond,
        thinkMeanSeconds,
        planned,
        journeys,
        requestsPerJourney,
        arrivals);
  }

  /** Planned requests of all kinds. */
  public long plannedRequests() {
    return planned.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How long it lasts. */
  public double seconds() {
    return (end - begin) / 1000.0;
  }
}
