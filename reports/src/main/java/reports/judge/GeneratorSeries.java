package reports.judge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import reports.judge.Judgement.GeneratorPoint;
import reports.run.GeneratorSecond;

/** The generators' seconds as points of a chart, in order of time. */
final class GeneratorSeries {
  /** How long an injector counts as it was when it last recorded itself. */
  private static final long STALE_SECONDS = 2;

  private final SortedMap<Integer, List<GeneratorPoint>> byInjector = new TreeMap<>();

  void add(int injector, GeneratorSecond second) {
    LagCounts lags = new LagCounts();
    second.startLags().forEach(lags::add);
    LagCounts wakeUps = new LagCounts();
    second.wakeUpDelays().forEach(wakeUps::add);
    byInjector
        .computeIfAbsent(injector, _ -> new ArrayList<>())
        .add(
            new GeneratorPoint(
                second.t(),
                second.cpu(),
                second.machineCpu(),
                second.runQueueDelayMillis(),
                second.gcPauses().stream().mapToDouble(Double::doubleValue).max().orElse(0),
                lags.percentile(0.99),
                lags.max(),
                wakeUps.percentile(0.99),
                second.activeUsers(),
                second.sockets(),
                second.heapUsedMiB(),
                retries(second)));
  }

  /** A point a second: people, sockets and heap of all injectors, and the worst of the rest. */
  List<GeneratorPoint> points() {
    if (byInjector.size() <= 1) {
      return byInjector.values().stream().flatMap(List::stream).toList();
    }
    SortedMap<Long, SortedMap<Integer, GeneratorPoint>> bySecond = new TreeMap<>();
    byInjector.forEach(
        (injector, points) ->
            points.forEach(
                point ->
                    bySecond
                        .computeIfAbsent(point.t() / 1000, _ -> new TreeMap<>())
                        .put(injector, point)));
    Map<Integer, GeneratorPoint> last = new TreeMap<>();
    List<GeneratorPoint> merged = new ArrayList<>();
    bySecond.forEach(
        (second, points) -> {
          last.putAll(points);
          last.values().removeIf(point -> point.t() / 1000 < second - STALE_SECONDS);
          merged.add(merged(second * 1000, points.values(), last.values()));
        });
    return merged;
  }

  private static GeneratorPoint merged(
      long t, Collection<GeneratorPoint> now, Collection<GeneratorPoint> latest) {
    return new GeneratorPoint(
        t,
        highest(now, GeneratorPoint::cpu),
        highest(now, GeneratorPoint::machineCpu),
        highest(now, GeneratorPoint::runQueueDelayMillis),
        highest(now, GeneratorPoint::gcPauseMillis),
        highest(now, GeneratorPoint::startLagP99Millis),
        highest(now, GeneratorPoint::startLagMaxMillis),
        highest(now, GeneratorPoint::wakeUpP99Micros),
        latest.stream().mapToInt(GeneratorPoint::activeUsers).sum(),
        latest.stream().mapToInt(GeneratorPoint::sockets).sum(),
        latest.stream().mapToDouble(GeneratorPoint::heapUsedMiB).sum(),
        now.stream().mapToDouble(GeneratorPoint::retries).sum());
  }

  private static double retries(GeneratorSecond second) {
    Long retries = second.retries();
    return retries == null ? Double.NaN : retries;
  }

  private static double highest(
      Collection<GeneratorPoint> points, ToDoubleFunction<GeneratorPoint> figure) {
    return points.stream()
        .mapToDouble(figure)
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElse(Double.NaN);
  }
}
