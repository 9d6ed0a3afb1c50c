package loadtests.plan;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A stretch of a run with one load.
 *
 * @param name unique in its plan
 * @param measured whether it is judged
 * @param offset when it begins, from the beginning of the first phase
 * @param duration how long it lasts
 * @param shape what loads the platform in it
 * @param planned requests by kind; of a closed phase an expectation, of others exact
 * @param schedule planned starts; a closed phase has none of its own
 */
public record Phase(
    String name,
    boolean measured,
    Duration offset,
    Duration duration,
    Shape shape,
    Map<Kind, Integer> planned,
    Optional<Schedule> schedule) {
  public Phase {
    planned = Map.copyOf(planned);
  }

  /** When it ends, from the beginning of the first phase. */
  public Duration end() {
    return offset.plus(duration);
  }

  /** Requests of all kinds. */
  public int requests() {
    return planned.values().stream().mapToInt(Integer::intValue).sum();
  }
}
