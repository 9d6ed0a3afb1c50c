package environments;

import java.util.Map;

/** Looks at the parts of an environment while it is under load. Thread-safe. */
interface Sampler extends AutoCloseable {
  /**
   * One line of system.jsonl without {@code schema} and {@code t}; a figure that can't be had is
   * absent. Shares and rates are over the time since the look before.
   */
  Map<String, Object> sample();

  @Override
  void close();
}
