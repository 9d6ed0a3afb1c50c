package reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import reports.judge.Judgement;
import reports.judge.PhaseResult;
import reports.page.Chart.Ink;
import reports.page.Chart.Series;

/** How response times are distributed, and how throughput and latency answer to rising load. */
final class DistributionSection {
  private static final int PHASES_MAX = 4;

  private final List<PhaseResult> measured;

  DistributionSection(Judgement judgement) {
    measured =
        judgement.phases().stream()
            .filter(phase -> phase.phase().measured() && phase.all().requests() > 0)
            .toList();
  }

  Section section() {
    List<Block> blocks = new ArrayList<>();
    if (measured.isEmpty()) {
      blocks.add(new Note("No measured phase holds a request: there is no distribution to show."));
    } else {
      blocks.add(percentiles());
      List<PhaseResult> steps = steps();
      if (steps.size() > 2) {
        blocks.add(throughput(steps));
        blocks.add(knee(steps));
      }
    }
    return new Section(
        "distributions",
        "Distributions",
        "Averages hide what the slowest people feel: here is every percentile that the samples can"
            + " carry.",
        blocks);
  }

  private Chart percentiles() {
    List<PhaseResult> shown =
        measured.subList(Math.max(0, measured.size() - PHASES_MAX), measured.size());
    SortedSet<Double> shares = new TreeSet<>();
    for (PhaseResult phase : shown) {
      for (PhaseResult.CurvePoint point : phase.curve()) {
        if ((1 - point.share()) * succeeded(phase) >= 1) {
          shares.add(point.share());
        }
      }
    }
    List<Double> x = shares.stream().map(share -> -Math.log10(1 - share)).toList();
    List<String> labels = shares.stream().map(Figures::percentile).toList();
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      SortedMap<Double, Double> byShare = new TreeMap<>();
      PhaseResult phase = shown.get(i);
      phase.curve().stream()
          .filter(point -> (1 - point.share()) * succeeded(phase) >= 1)
          .forEach(point -> byShare.put(point.share(), point.millis()));
      List<Double> values =
          shares.stream().map(share -> byShare.getOrDefault(share, Double.NaN)).toList();
      series.add(Series.line(phase.phase().name(), values, Ink.of(i)));
    }
    String left =
        shown.size() == measured.size() ? "" : " The last " + PHASES_MAX + " measured phases.";
    return new Chart(
        "percentiles",
        "Response time by percentile",
        "How long the given share of the successful requests took at most; to the right, ever fewer"
            + " and slower ones."
            + left,
        new Chart.Axis("share of requests", Chart.Scale.PERCENTILE, x, labels),
        "ms",
        true,
        series,
        List.of());
  }

  private static long succeeded(PhaseResult phase) {
    return phase.all().requests() - phase.all().failed();
  }

  /** Measured phases of rising load: of a rate, or of people. */
  private List<PhaseResult> steps() {
    List<PhaseResult> rates =
        measured.stream().filter(phase -> phase.phase().requestsPerSecond() != null).toList();
    List<PhaseResult> people =
        measured.stream().filter(phase -> phase.phase().users() != null).toList();
    return rates.size() >= people.size() ? rates : people;
  }

  private static double load(PhaseResult step) {
    Double rate = step.phase().requestsPerSecond();
    Integer users = step.phase().users();
    return rate != null ? rate : users != null ? users : Double.NaN;
  }

  private static Chart.Axis loads(List<PhaseResult> steps) {
    boolean rate = steps.getFirst().phase().requestsPerSecond() != null;
    List<Double> values = steps.stream().map(DistributionSection::load).toList();
    List<String> labels = values.stream().map(Figures::number).toList();
    return new Chart.Axis(
        rate ? "planned requests a second" : "people", Chart.Scale.NUMBER, values, labels);
  }

  private static Chart throughput(List<PhaseResult> steps) {
    return new Chart(
        "throughput",
        "Throughput by load",
        "Successful requests a second at each step; where the line leaves the planned load, the"
            + " system no longer keeps up.",
        loads(steps),
        "requests/s",
        false,
        List.of(
            Series.line(
                "succeeded",
                steps.stream().map(step -> succeeded(step) / step.phase().seconds()).toList(),
                Ink.FIRST)),
        List.of());
  }

  private static Chart knee(List<PhaseResult> steps) {
    return new Chart(
        "latency-by-load",
        "Response time by load",
        "p99 at each step with its upper 95 % bound.",
        loads(steps),
        "ms",
        true,
        List.of(
            Series.line(
                "p50", steps.stream().map(step -> step.all().p50().value()).toList(), Ink.FIRST),
            Series.line(
                "p99, upper bound",
                steps.stream().map(step -> step.all().p99().upper()).toList(),
                Ink.THIRD),
            Series.line(
                "p99", steps.stream().map(step -> step.all().p99().value()).toList(), Ink.SECOND)),
        List.of());
  }
}
