package environments;

import java.time.Duration;
import java.util.Map;

/** Looks at the parts of an environment while it is under load. Thread-safe. */
interface Sampler extends AutoCloseable {
  /**
   * One line of system.jsonl without {@code schema} and {@code t}; a figure that can't be had is
   * absent. Shares and rates are over the time since the look before.
   *
   * @param patience how long the pods may take to say how they fare; they are asked at once
   */
  Map<String, Object> sample(Duration patience);

  @Override
  void close();
}
