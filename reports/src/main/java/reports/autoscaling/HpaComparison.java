package reports.autoscaling;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A recording of a real autoscaler beside what the model predicts from the same inputs, and why the
 * two differ. Immutable.
 *
 * <p>The prediction looks one sync ahead: at each sync the model is given the real replicas and the
 * real changes of the scale so far, so that one difference does not make all later ones. It can't
 * run free for longer, since the CPU that pods use depends on how many there are. What it
 * recommended at a sync it keeps for the stabilization windows; where the sync differed, it keeps
 * what the model with the removing input keeps, or the real decision where no input removed it.
 *
 * @param points every sync, in order
 * @param differences those whose decisions differ
 * @param unread metrics whose values were not recorded, so that the model lacks them
 */
public record HpaComparison(
    List<Point> points, List<HpaDifference> differences, List<String> unread) {
  /** So much of the differences may be unknown. */
  public static final double UNKNOWN_MOST = 0.10;

  /** So many replicas, the smallest step there is, a prediction may be off. */
  public static final int STEP = 1;

  /** Copies the lists. */
  public HpaComparison {
    points = List.copyOf(points);
    differences = List.copyOf(differences);
    unread = List.copyOf(unread);
  }

  /**
   * A sync in both curves.
   *
   * @param sync what the recording says of it
   * @param realReplicas what the autoscaler decided; null where the recording does not say
   * @param predicted what the model makes of the same inputs
   */
  public record Point(Sync sync, @Nullable Integer realReplicas, Decision predicted) {
    /** Epoch milliseconds of the sync. */
    public long t() {
      return sync.t();
    }

    /** Before the decision. */
    public int currentReplicas() {
      return sync.specReplicas();
    }

    /** How many pods were ready as the autoscaler looked. */
    public long readyPods() {
      return sync.pods().stream().filter(PodState::serves).count();
    }
  }

  /**
   * Runs the model over a recording.
   *
   * @param recording in order of time, from the first sync of the autoscaler's life if the model
   *     shall remember what the autoscaler does
   */
  public static HpaComparison of(List<Sync> recording) {
    HpaComparer comparer = new HpaComparer(recording);
    for (int i = 0; i < recording.size(); i++) {
      comparer.compare(i);
    }
    List<String> unread =
        recording.stream().flatMap(sync -> sync.unread().stream()).distinct().toList();
    return new HpaComparison(comparer.points(), comparer.differences(), unread);
  }

  /** Syncs of which it is known what the autoscaler decided. */
  public long compared() {
    return points.stream().filter(point -> point.realReplicas() != null).count();
  }

  /** How many differences each cause has; all causes are there. */
  public SortedMap<Cause, Long> counts() {
    SortedMap<Cause, Long> counts = new TreeMap<>();
    for (Cause cause : Cause.values()) {
      counts.put(cause, differences.stream().filter(each -> each.cause() == cause).count());
    }
    return counts;
  }

  /** The share of the differences that a cause has, 0 to 1; 0 where there are none. */
  public double share(Cause cause) {
    long its = counts().getOrDefault(cause, 0L);
    return differences.isEmpty() ? 0 : (double) its / differences.size();
  }

  /** The share of the differences that no cause removes, 0 to 1; 0 where there are none. */
  public double unknownShare() {
    return share(Cause.UNKNOWN);
  }

  /**
   * The syncs at which the prediction is further than one step and one sync from the real curve:
   * drawn as stairs, with their risers, from the sync before to the sync after, that curve comes no
   * nearer to it than {@link #STEP}.
   */
  public List<Point> farOff() {
    List<Point> far = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      if (points.get(i).realReplicas() != null && distance(i) > STEP) {
        far.add(points.get(i));
      }
    }
    return List.copyOf(far);
  }

  private int distance(int index) {
    IntSummaryStatistics curve =
        points.subList(Math.max(0, index - 1), Math.min(points.size(), index + 2)).stream()
            .map(Point::realReplicas)
            .filter(Objects::nonNull)
            .mapToInt(Integer::intValue)
            .summaryStatistics();
    int predicted = points.get(index).predicted().desiredReplicas();
    return Math.max(curve.getMin() - predicted, predicted - curve.getMax());
  }

  /**
   * What the model is measured by.
   *
   * @param name of what is measured
   * @param value what was found
   * @param limit what it is held against
   * @param unit of both
   * @param kept whether the model is faithful by it
   * @param sentence what was found
   */
  public record Measure(
      String name, double value, double limit, String unit, boolean kept, String sentence) {}

  /** All that the model is measured by. */
  public List<Measure> measures() {
    List<Point> far = farOff();
    return List.of(
        new Measure(
            "metrics without recorded values",
            unread.size(),
            0,
            "metrics",
            unread.isEmpty(),
            unread.isEmpty()
                ? "The recording holds values of every metric."
                : "The recording holds no values of %s, which the autoscaler looks at."
                    .formatted(String.join(", ", unread))),
        new Measure(
            "syncs compared with the model",
            compared(),
            1,
            "syncs",
            compared() > 0,
            compared() > 0
                ? "The recording says of %d syncs what the autoscaler decided."
                    .formatted(compared())
                : "The recording says of no sync what the autoscaler decided."),
        new Measure(
            "differences from the model without a known cause",
            100 * unknownShare(),
            100 * UNKNOWN_MOST,
            "%",
            unknownShare() <= UNKNOWN_MOST,
            String.format(
                Locale.ROOT,
                "%d of %d differences have no known cause; at most %.0f %% may.",
                counts().getOrDefault(Cause.UNKNOWN, 0L),
                differences.size(),
                100 * UNKNOWN_MOST)),
        new Measure(
            "syncs at which the model is off by more than one step and one sync",
            far.size(),
            0,
            "syncs",
            far.isEmpty(),
            String.format(
                Locale.ROOT,
                "At %d of %d syncs the prediction is off by more than one step and one sync.",
                far.size(),
                compared())));
  }

  /** What stands against the model, a sentence each; empty where it is faithful. */
  public List<String> faults() {
    return measures().stream().filter(each -> !each.kept()).map(Measure::sentence).toList();
  }

  /** What the autoscaler decided at a sync, or what came of it. */
  static OptionalInt real(List<Sync> recording, int index) {
    Sync sync = recording.get(index);
    if (sync.status() != null || index + 1 == recording.size()) {
      return sync.decided();
    }
    return OptionalInt.of(recording.get(index + 1).specReplicas());
  }
}
