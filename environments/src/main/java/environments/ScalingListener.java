package environments;

import java.util.Map;

/** What wants to know of an autoscaler and of the pods that it makes. Thread-safe. */
public interface ScalingListener {
  /**
   * The autoscaler looked and decided.
   *
   * @param atMillis epoch milliseconds
   * @param line a line of autoscaling.jsonl without {@code schema} and {@code t}
   */
  void sync(long atMillis, Map<String, Object> line);

  /**
   * Something became of a pod.
   *
   * @param pod its name in system.jsonl
   * @param what created, scheduled, started, ready, unready or gone, with what there is to say of
   *     it
   */
  void pod(String pod, String what);
}
