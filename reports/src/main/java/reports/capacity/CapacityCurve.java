package reports.capacity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import reports.capacity.ScalabilityModel.Law;

/**
 * Capacity over resources: measured points, the laws of growth that they allow, and what these
 * predict. The points of the largest quarter of the levels, at least one level, are held out: a law
 * counts only if, fitted without them, it predicts them. Of those that count the one that came
 * nearest is drawn, and the band covers the bands of all of them, since the points can't tell them
 * apart. Nothing is predicted beyond four times the measured range. Immutable.
 */
public final class CapacityCurve {
  /** Beyond so many times the largest measured level nothing is predicted. */
  public static final double RANGE = 4;

  /** Fewer levels can't tell laws apart. */
  public static final int LEVELS_LEAST = 4;

  /** Fewer points say nothing of their own scatter. */
  public static final int POINTS_LEAST = 6;

  /** The probability that a true law is dismissed by the held-out points. */
  private static final double DISMISSED = 0.01;

  /** The probability that a new measurement misses the band of a true law. */
  private static final double MISSED = 0.04;

  private final List<Fit> fits;
  private final double largest;

  /**
   * A measurement.
   *
   * @param resources pods, or another number of equal units, 1 or more
   * @param throughput the capacity measured with them, above 0
   */
  public record Point(double resources, double throughput) {
    public Point {
      if (!(resources >= 1) || !(throughput > 0) || !Double.isFinite(resources * throughput)) {
        throw new IllegalArgumentException(
            "A point has 1 or more resources and a throughput above 0, not %s and %s."
                .formatted(resources, throughput));
      }
    }

    double time() {
      return resources / throughput;
    }
  }

  /**
   * A prediction.
   *
   * @param lower a new measurement is at least this
   * @param value the most likely
   * @param upper a new measurement is at most this; infinite where nothing limits it
   */
  public record Band(double lower, double value, double upper) {
    Band covering(Band other) {
      return new Band(Math.min(lower, other.lower), value, Math.max(upper, other.upper));
    }
  }

  /** What came of fitting, or of predicting. */
  public sealed interface Outcome<T> {
    /** It worked. */
    record Found<T>(T value) implements Outcome<T> {}

    /**
     * The points do not allow it.
     *
     * @param reason a sentence
     */
    record Refused<T>(String reason) implements Outcome<T> {}
  }

  private CapacityCurve(List<Fit> fits, double largest) {
    this.fits = List.copyOf(fits);
    this.largest = largest;
  }

  /** Fits the laws of growth to points, in any order; levels may be measured more than once. */
  public static Outcome<CapacityCurve> of(List<Point> points) {
    List<Double> levels = points.stream().map(Point::resources).distinct().sorted().toList();
    if (levels.size() < LEVELS_LEAST || points.size() < POINTS_LEAST) {
      return new Outcome.Refused<>(
          String.format(
              Locale.ROOT,
              "A curve needs %d points on %d levels at least; there are %d on %d.",
              POINTS_LEAST,
              LEVELS_LEAST,
              points.size(),
              levels.size()));
    }
    int held = Math.max(1, levels.size() / 4);
    double from = levels.get(levels.size() - held);
    List<Point> below = points.stream().filter(point -> point.resources() < from).toList();
    List<Point> out = points.stream().filter(point -> point.resources() >= from).toList();
    List<Law> counting = counting(below, out);
    List<Fit> fits = new ArrayList<>();
    for (Law law : counting) {
      Fit.of(law, points).ifPresent(fits::add);
    }
    if (fits.isEmpty()) {
      return new Outcome.Refused<>(
          String.format(
              Locale.ROOT,
              "No law of growth predicts the points that were held out, from %s on.",
              from));
    }
    return new Outcome.Found<>(new CapacityCurve(fits, levels.getLast()));
  }

  /** The laws that predict the held-out points, the one that comes nearest first. */
  private static List<Law> counting(List<Point> below, List<Point> out) {
    record Tried(Fit fit, double miss) {}
    List<Fit> fits = new ArrayList<>();
    for (Law law : Law.values()) {
      Fit.of(law, below).ifPresent(fits::add);
    }
    // A law that is too simple takes its own misses for scatter; the fullest does not.
    Fit fullest = fits.getLast();
    return fits.stream()
        .filter(fit -> predicts(fit, out, fullest))
        .map(fit -> new Tried(fit, miss(fit, out)))
        .sorted(Comparator.comparingDouble(Tried::miss))
        .map(tried -> tried.fit().law())
        .toList();
  }

  private static boolean predicts(Fit fit, List<Point> out, Fit fullest) {
    return out.stream()
        .allMatch(
            point -> {
              Band band = fit.band(point.resources(), DISMISSED / out.size(), fullest);
              return band.lower() <= point.throughput() && point.throughput() <= band.upper();
            });
  }

  private static double miss(Fit fit, List<Point> out) {
    return out.stream()
        .mapToDouble(point -> fit.model().throughputAt(point.resources()) / point.throughput() - 1)
        .map(miss -> miss * miss)
        .sum();
  }

  /** The law that came nearest, fitted to all points. */
  public ScalabilityModel model() {
    return fits.getFirst().model();
  }

  /** All laws that count, the nearest first. */
  public List<Law> laws() {
    return fits.stream().map(Fit::law).toList();
  }

  /**
   * Where a new measurement with so many resources would lie, with 95 % confidence whichever of the
   * counting laws is true; refused beyond four times the measured range.
   */
  public Outcome<Band> predict(double resources) {
    if (!(resources >= 1) || resources > RANGE * largest) {
      return new Outcome.Refused<>(
          String.format(
              Locale.ROOT,
              "Measured up to %s, so nothing is said of %s: %s times as many is the most.",
              largest,
              resources,
              RANGE));
    }
    return new Outcome.Found<>(
        fits.stream().map(fit -> fit.band(resources, MISSED)).reduce(Band::covering).orElseThrow());
  }
}
