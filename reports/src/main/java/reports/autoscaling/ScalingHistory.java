package reports.autoscaling;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import reports.autoscaling.ScalingRules.Policy;

/**
 * What the controller remembers of an autoscaler between syncs: recommendations, for the
 * stabilization windows, and changes of the scale, for the rate limits. Not thread-safe.
 *
 * <p>Where an entry is too old to be asked for, the next one takes its place, as in {@code
 * stabilizeRecommendation}, {@code stabilizeRecommendationWithBehaviors} and {@code
 * storeScaleEvent} of horizontal.go. Of changes, too old means older than the longest period of the
 * rules of their own direction, although those of the other direction ask for them as well: with
 * unequal periods the controller forgets changes that it still needs, and so does this.
 */
final class ScalingHistory {
  private final List<Entry> recommendations;
  private final List<Entry> ups;
  private final List<Entry> downs;
  private @Nullable Entry latest;

  private record Entry(long t, int replicas) {}

  ScalingHistory() {
    this(List.of(), List.of(), List.of(), null);
  }

  private ScalingHistory(
      List<Entry> recommendations, List<Entry> ups, List<Entry> downs, @Nullable Entry latest) {
    this.recommendations = new ArrayList<>(recommendations);
    this.ups = new ArrayList<>(ups);
    this.downs = new ArrayList<>(downs);
    this.latest = latest;
  }

  ScalingHistory copy() {
    return new ScalingHistory(recommendations, ups, downs, latest);
  }

  /** The same, but every change of the scale happened so much later, or earlier. */
  ScalingHistory withChangesShiftedBy(long millis) {
    return new ScalingHistory(
        recommendations, shifted(ups, millis), shifted(downs, millis), latest);
  }

  /** The same, but every recommendation was made so much later, or earlier. */
  ScalingHistory withRecommendationsShiftedBy(long millis) {
    return new ScalingHistory(shifted(recommendations, millis), ups, downs, latest);
  }

  private static List<Entry> shifted(List<Entry> entries, long millis) {
    return entries.stream().map(entry -> new Entry(entry.t + millis, entry.replicas)).toList();
  }

  /** The first recommendation is what there is ({@code recordInitialRecommendation}). */
  void begin(long t, int currentReplicas) {
    if (recommendations.isEmpty()) {
      recommendations.add(new Entry(t, currentReplicas));
    }
  }

  /** Remembers a recommendation in the place of the last one before an instant, if there is one. */
  void recommend(long t, int replicas, long obsoleteBefore) {
    latest = new Entry(t, replicas);
    put(recommendations, latest, obsoleteBefore);
  }

  /** Sets right what was recommended at {@code t}; empty where nothing was. */
  void correct(long t, OptionalInt replicas) {
    if (latest != null && latest.t == t) {
      // Where the very first is equal, either of the two may go.
      recommendations.remove(latest);
    }
    replicas.ifPresent(count -> recommend(t, count, Long.MIN_VALUE));
  }

  int highestSince(long from, int atLeast) {
    return recommendations.stream()
        .filter(entry -> entry.t >= from)
        .mapToInt(Entry::replicas)
        .reduce(atLeast, Math::max);
  }

  int highestAfter(long instant, int atLeast) {
    return highestSince(instant + 1, atLeast);
  }

  int lowestAfter(long instant, int atMost) {
    return recommendations.stream()
        .filter(entry -> entry.t > instant)
        .mapToInt(Entry::replicas)
        .reduce(atMost, Math::min);
  }

  /** Remembers a change of the scale. */
  void rescaled(HpaSpec.Behavior behavior, long t, int from, int to) {
    boolean up = to > from;
    ScalingRules rules = up ? behavior.scaleUp() : behavior.scaleDown();
    long longest = rules.policies().stream().mapToLong(Policy::periodSeconds).max().orElse(0);
    put(up ? ups : downs, new Entry(t, Math.abs(to - from)), t - 1000 * longest);
  }

  /** How many replicas there were a period ago. */
  int replicasBefore(long now, int periodSeconds, int currentReplicas) {
    long cutoff = now - 1000L * periodSeconds;
    return currentReplicas - sumAfter(ups, cutoff) + sumAfter(downs, cutoff);
  }

  private static int sumAfter(List<Entry> changes, long cutoff) {
    return changes.stream().filter(change -> change.t > cutoff).mapToInt(Entry::replicas).sum();
  }

  private static void put(List<Entry> entries, Entry entry, long obsoleteBefore) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).t < obsoleteBefore) {
        entries.set(i, entry);
        return;
      }
    }
    entries.add(entry);
  }
}
