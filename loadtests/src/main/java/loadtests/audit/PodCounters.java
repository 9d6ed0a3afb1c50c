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
 * @param unseen requests at most that pods which ended answered after their last second was read
 * @param coalesced video positions that a newer one replaced before they were written
 */
public record PodCounters(long requests, long unseen, long coalesced) {
  /** A pod may answer as much as in its busiest second, and be read a second late. */
  private static final int UNSEEN_SECONDS = 2;

  private static final class Sum {
    private final Function<ProcessSample, @Nullable Double> counter;
    private final Map<String, Double> last = new HashMap<>();
    private final Map<String, Double> busiest = new HashMap<>();
    private final Map<String, Integer> lastSecond = new HashMap<>();
    private double risen;
    private double unseen;

    Sum(Function<ProcessSample, @Nullable Double> counter) {
      this.counter = counter;
    }

    void add(String pod, ProcessSample sample, int second) {
      Double now = counter.apply(sample);
      if (now == null) {
        return;
      }
      Double before = last.put(pod, now);
      lastSecond.put(pod, second);
      if (before == null) {
        risen += second == 0 ? 0 : now;
      } else if (now >= before) {
        risen += now - before;
        busiest.merge(pod, now - before, Math::max);
      } else {
        risen += now;
        ended(pod);
      }
    }

    private void ended(String pod) {
      unseen += UNSEEN_SECONDS * busiest.getOrDefault(pod, 0.0);
    }

    /** After the last second: whoever is not in it has ended. */
    void over(int seconds) {
      lastSecond.forEach(
          (pod, second) -> {
            if (second < seconds - 1) {
              ended(pod);
            }
          });
    }
  }

  /** Reads them from a run's system.jsonl. */
  public static PodCounters of(RunFolder folder) {
    var requests = new Sum(ProcessSample::requests);
    var coalesced = new Sum(ProcessSample::coalesced);
    var seconds = new AtomicInteger();
    folder.readSystem(
        second -> {
          int at = seconds.getAndIncrement();
          second
              .processes()
              .forEach(
                  (name, sample) -> {
                    requests.add(name, sample, at);
                    coalesced.add(name, sample, at);
                  });
        });
    requests.over(seconds.get());
    return new PodCounters(
        Math.round(requests.risen), Math.round(requests.unseen), Math.round(coalesced.risen));
  }
}
