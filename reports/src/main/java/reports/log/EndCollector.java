package reports.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import reports.statistics.Samples;

/**
 * Collects the response times of all requests in the second in which each <em>ended</em>: what the
 * people of a run saw at that time, where a {@link SampleCollector} says what became of those who
 * came then. Several logs may be read into one collector, one after the other. Not thread-safe.
 */
public final class EndCollector implements LogVisitor {
  private final long beginMillis;
  private final Cell[] successes;
  private final Cell[] failures;

  /** Collects for the whole seconds of a phase; what is left of a last partial one is left out. */
  public EndCollector(PhaseWindow phase) {
    beginMillis = phase.beginMillis();
    int seconds = Math.toIntExact((phase.endMillis() - phase.beginMillis()) / 1000);
    successes = new Cell[seconds];
    failures = new Cell[seconds];
    Arrays.setAll(successes, _ -> new Cell());
    Arrays.setAll(failures, _ -> new Cell());
  }

  @Override
  public void request(
      int groups, int name, long startMillis, long endMillis, boolean ok, int message) {
    long second = Math.floorDiv(endMillis - beginMillis, 1000L);
    if (second >= 0 && second < successes.length) {
      (ok ? successes : failures)[(int) second].add((int) (endMillis - startMillis));
    }
  }

  /** What was collected, a second after the other. */
  public Samples samples() {
    List<Samples.Second> seconds = new ArrayList<>(successes.length);
    for (int i = 0; i < successes.length; i++) {
      seconds.add(new Samples.Second(successes[i].histogram(), failures[i].histogram()));
    }
    return new Samples(seconds);
  }
}
