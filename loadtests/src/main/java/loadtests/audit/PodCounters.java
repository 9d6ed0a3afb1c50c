package loadtests.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reports.run.RunFolder;
import reports.run.SystemSecond.ProcessSample;

/**
 * What the pods counted during a run, by their own counters: the rises since the first second
 * summed. A pod that began anew counts from 0, and so does one that nobody saw in that second.
 *
 * @param requests requests answered, without health and metrics
 * @param coalesced video positions that a newer one replaced before they were written
 */
public record PodCounters(long requests, long coalesced) {
  private static final class Sum {
    private final Function<ProcessSample, @Nullable Double> counter;
    private final Map<String, Double> last = new HashMap<>();
    private double risen;

    Sum(Function<ProcessSample, @Nullable Double> counter) {
      this.counter = counter;
    }

    void add(String pod, ProcessSample sample, boolean first) {
      Double now = counter.apply(sample);
      if (now == null) {
        return;
      }
      Double before = last.put(pod, now);
      if (before == null) {
        risen += first ? 0 : now;
      } else {
        risen += now >= before ? now - before : now;
      }
    }
  }

  /** Reads them from a run's system.jsonl. */
  public static PodCounters of(RunFolder folder) {
    var requests = new Sum(ProcessSample::requests);
    var coalesced = new Sum(ProcessSample::coalesced);
    var seconds = new AtomicInteger();
    folder.readSystem(
        second -> {
          boolean first = seconds.getAndIncrement() == 0;
          second
              .processes()
              .forEach(
                  (name, sample) -> {
                    requests.add(name, sample, first);
                    coalesced.add(name, sample, first);
                  });
        });
    return new PodCounters(Math.round(requests.risen), Math.round(coalesced.risen));
  }
}
