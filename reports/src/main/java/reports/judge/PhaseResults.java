package reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import reports.judge.Evidence.PhaseEvidence;
import reports.judge.PhaseResult.CurvePoint;
import reports.judge.PhaseResult.KindResult;
import reports.judge.PhaseResult.SecondPoint;
import reports.statistics.Bounds;
import reports.statistics.ClopperPearson;
import reports.statistics.Estimate;
import reports.statistics.Histogram;
import reports.statistics.OrderStatistics;
import reports.statistics.Samples;

/** Tables and series of one phase. */
final class PhaseResults {
  /** Kinds with fewer planned requests in a phase are shown and never set a verdict. */
  private static final long DECISIVE_FROM = 500;

  private static final double[] SHARES = {
    0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97,
    0.98, 0.985, 0.99, 0.992, 0.995, 0.997, 0.998, 0.999, 0.9995, 0.9999, 0.99999, 1
  };

  private final PhaseEvidence evidence;
  private final long seed;

  private PhaseResults(PhaseEvidence evidence, long seed) {
    this.evidence = evidence;
    this.seed = seed;
  }

  static PhaseResult of(PhaseEvidence evidence, long seed) {
    return new PhaseResults(evidence, seed).result();
  }

  private PhaseResult result() {
    Samples all = evidence.samples().all();
    TreeSet<String> names = new TreeSet<>(evidence.phase().planned().keySet());
    names.addAll(evidence.samples().kinds());
    // Bounds by bootstrap are most of the work of a report, and no kind's depend on another's.
    List<KindResult> kinds = names.parallelStream().map(this::kind).toList();
    return new PhaseResult(
        evidence.phase(),
        evidence.complete(),
        kind(LevelResult.ALL, evidence.phase().plannedRequests(), all),
        kinds,
        seconds(all),
        curve(all.successes()),
        messages());
  }

  private KindResult kind(String name) {
    long planned = evidence.phase().planned().getOrDefault(name, 0L);
    return kind(name, planned, evidence.samples().kind(name));
  }

  private KindResult kind(String name, long planned, Samples samples) {
    Histogram successes = samples.successes();
    boolean any = successes.total() > 0;
    return new KindResult(
        name,
        planned,
        samples.requests(),
        samples.failed(),
        successes.mean(),
        any ? successes.max() : Double.NaN,
        percentile(samples, successes, 0.5),
        percentile(samples, successes, 0.95),
        percentile(samples, successes, 0.99),
        percent(errors(samples)),
        planned >= DECISIVE_FROM || name.equals(LevelResult.ALL));
  }

  /** Bounds by bootstrap cost time, and phases that are not measured need none. */
  private Estimate percentile(Samples samples, Histogram successes, double share) {
    return evidence.phase().measured()
        ? Bounds.percentile(samples, share, seed)
        : OrderStatistics.percentile(successes, share);
  }

  private Estimate errors(Samples samples) {
    return evidence.phase().measured()
        ? Bounds.errors(samples, seed)
        : ClopperPearson.of(samples.failed(), samples.requests());
  }

  private static Estimate percent(Estimate share) {
    return new Estimate(
        100 * share.value(), 100 * share.lower(), 100 * share.upper(), share.samples());
  }

  private List<SecondPoint> seconds(Samples all) {
    List<SecondPoint> points = new ArrayList<>();
    long t = evidence.phase().begin();
    for (Samples.Second second : all.seconds()) {
      Histogram successes = second.successes();
      long failed = second.failures().total();
      boolean any = successes.total() > 0;
      points.add(
          new SecondPoint(
              t,
              successes.total() + failed,
              failed,
              any ? successes.percentile(0.5) : Double.NaN,
              any ? successes.percentile(0.95) : Double.NaN,
              any ? successes.percentile(0.99) : Double.NaN,
              any ? successes.max() : Double.NaN));
      t += 1000;
    }
    return points;
  }

  private static List<CurvePoint> curve(Histogram successes) {
    List<CurvePoint> curve = new ArrayList<>();
    if (successes.total() > 0) {
      for (double share : SHARES) {
        curve.add(new CurvePoint(share, successes.percentile(share)));
      }
    }
    return curve;
  }

  private SortedMap<String, Long> messages() {
    SortedMap<String, Long> flat = new TreeMap<>();
    evidence
        .samples()
        .messages()
        .forEach(
            (kind, messages) ->
                messages.forEach((message, count) -> flat.put(kind + ": " + message, count)));
    return flat;
  }
}
