package reports.autoscaling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongFunction;
import reports.autoscaling.HpaComparison.Point;
import reports.autoscaling.MetricProposal.Computed;

/**
 * Runs the model over a recording, one sync after the other, and finds the causes of differences.
 *
 * <p>Each input is put in twice: at this sync alone, and at every sync so far, since a
 * recommendation stays in the stabilization window for minutes. For the second there is one model
 * for each substitution, which runs beside the first from the beginning. A model that did not
 * decide at a sync what the autoscaler did keeps the recommendation that does explain it, so that
 * what is known of the past is the same for all. Changes of the scale, and recommendations, are
 * shifted by whole seconds, the least first, up to one sync period either way. Which input counts
 * where several remove a difference, {@link Cause} says. Not thread-safe.
 */
final class HpaComparer {
  private final List<Sync> recording;
  private HpaModel model = new HpaModel();
  private final List<Beside> besides;
  private final List<Point> points = new ArrayList<>();
  private final List<HpaDifference> differences = new ArrayList<>();

  HpaComparer(List<Sync> recording) {
    this.recording = List.copyOf(recording);
    this.besides = Substitution.ALL.stream().map(each -> new Beside(each, new HpaModel())).toList();
  }

  /** A model that always gets one input in the place of another. */
  private record Beside(Substitution substitution, HpaModel model) {}

  List<Point> points() {
    return points;
  }

  List<HpaDifference> differences() {
    return differences;
  }

  /** Compares the next sync. */
  void compare(int index) {
    Sync sync = recording.get(index);
    OptionalInt real = HpaComparison.real(recording, index);
    HpaModel before = model.copy();
    Decision predicted = model.decide(sync);
    List<Trial> always = always(index);
    points.add(new Point(sync, real.isPresent() ? real.getAsInt() : null, predicted));
    if (real.isEmpty()) {
      return;
    }
    OptionalInt recommended = recommendation(predicted);
    if (real.getAsInt() != predicted.desiredReplicas()) {
      List<Trial> trials = once(index, before);
      trials.addAll(always);
      recommended = explain(sync, real.getAsInt(), predicted, trials);
    }
    anchor(sync, real.getAsInt(), recommended, always);
  }

  /** Records a difference and says what was recommended as far as is known. */
  private OptionalInt explain(Sync sync, int real, Decision predicted, List<Trial> trials) {
    List<Trial> removing =
        trials.stream()
            .filter(trial -> trial.removes(sync, predicted, real))
            .sorted(
                Comparator.<Trial>comparingInt(trial -> trial.distance(sync))
                    .thenComparing(Trial::cause))
            .toList();
    differences.add(difference(sync, predicted, real, removing));
    Optional<Trial> first = removing.stream().findFirst();
    OptionalInt recommended =
        first.map(trial -> recommendation(trial.decision())).orElse(OptionalInt.of(real));
    model.correct(sync, recommended);
    model = first.map(Trial::after).map(HpaModel::copy).orElse(model);
    return recommended;
  }

  /** Lets every model go on from what the autoscaler really did. */
  private void anchor(Sync sync, int real, OptionalInt recommended, List<Trial> always) {
    model.rescaled(sync, real);
    for (int i = 0; i < besides.size(); i++) {
      HpaModel beside = besides.get(i).model();
      if (always.get(i).decision().desiredReplicas() != real) {
        beside.correct(sync, recommended);
      }
      beside.rescaled(sync, real);
    }
  }

  private static HpaDifference difference(
      Sync sync, Decision predicted, int real, List<Trial> removing) {
    return new HpaDifference(
        sync,
        predicted,
        real,
        removing.isEmpty() ? Cause.UNKNOWN : removing.getFirst().cause(),
        removing.isEmpty() ? null : removing.getFirst().words(),
        removing.stream().map(Trial::cause).distinct().toList());
  }

  private static OptionalInt recommendation(Decision decision) {
    return decision.metric() instanceof Computed computed
        ? OptionalInt.of(computed.replicas())
        : OptionalInt.empty();
  }

  /** One input replaced at this sync alone. */
  private List<Trial> once(int index, HpaModel before) {
    List<Trial> trials = new ArrayList<>();
    for (Substitution each : Substitution.ALL) {
      each.in(recording, index)
          .ifPresent(
              sync -> {
                HpaModel after = before.copy();
                Decision decision = after.decide(sync);
                trials.add(new Trial(each.cause(), each.input(), false, decision, after));
              });
    }
    trials.addAll(
        shifted(recording.get(index), "changes of the scale", before::withChangesShiftedBy));
    trials.addAll(
        shifted(recording.get(index), "recommendations", before::withRecommendationsShiftedBy));
    return trials;
  }

  private static List<Trial> shifted(Sync sync, String what, LongFunction<HpaModel> shiftedBy) {
    List<Trial> trials = new ArrayList<>();
    int most = sync.spec().controller().syncPeriodSeconds();
    for (int seconds = 1; seconds <= most; seconds++) {
      for (int shift : new int[] {seconds, -seconds}) {
        Decision decision = shiftedBy.apply(1000L * shift).decide(sync);
        String input = "%s shifted by %+d s".formatted(what, shift);
        trials.add(new Trial(Cause.RATE_LIMIT, input, false, decision, null));
      }
    }
    return trials;
  }

  /** One input replaced at every sync so far, in the order of {@link #besides}. */
  private List<Trial> always(int index) {
    List<Trial> trials = new ArrayList<>();
    for (Beside each : besides) {
      Substitution substitution = each.substitution();
      Sync sync = substitution.in(recording, index).orElse(recording.get(index));
      Decision decision = each.model().decide(sync);
      trials.add(
          new Trial(substitution.cause(), substitution.input(), true, decision, each.model()));
    }
    return trials;
  }
}
