package benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * What a benchmark must reach. It takes the figure of each round that is no warm-up, and fails
 * where their median misses the bar: JMH's own score is for people, and nobody has to read it. Not
 * thread-safe.
 */
public final class Bar {
  private final String what;
  private final String unit;
  private final boolean atLeast;
  private final double bar;
  private final List<Double> figures = new ArrayList<>();
  private boolean measuring;

  private Bar(String what, String unit, boolean atLeast, double bar) {
    this.what = what;
    this.unit = unit;
    this.atLeast = atLeast;
    this.bar = bar;
  }

  /** A bar that is met from {@code bar} on. */
  public static Bar atLeast(double bar, String unit, String what) {
    return new Bar(what, unit, true, bar);
  }

  /** A bar that is met up to {@code bar}. */
  public static Bar atMost(double bar, String unit, String what) {
    return new Bar(what, unit, false, bar);
  }

  /** To be called before each iteration: whether its rounds count. */
  public void begin(IterationParams iteration) {
    measuring = iteration.getType() == IterationType.MEASUREMENT;
  }

  /** The figure of a round. */
  public void round(double figure) {
    if (measuring) {
      figures.add(figure);
    }
  }

  /**
   * Says what came out.
   *
   * @throws IllegalStateException naming figure and bar, where it is missed or nothing was measured
   */
  public void judge() {
    if (figures.isEmpty()) {
      throw new IllegalStateException(what + ": no round was measured");
    }
    List<Double> sorted = figures.stream().sorted().toList();
    double median = sorted.get(sorted.size() / 2);
    boolean met = atLeast ? median >= bar : median <= bar;
    String sentence =
        String.format(
            Locale.ROOT,
            "%s: %,.1f %s (%,.1f to %,.1f in %d rounds); the bar is at %s %,.1f, and is %s",
            what,
            median,
            unit,
            sorted.getFirst(),
            sorted.getLast(),
            sorted.size(),
            atLeast ? "least" : "most",
            bar,
            met ? "met" : "missed");
    System.out.println(sentence);
    if (!met) {
      throw new IllegalStateException(sentence);
    }
  }
}
