package reports.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import reports.judge.Judgement.GeneratorPoint;
import reports.run.GeneratorSecond;

/** The generators' seconds as points of a chart, in order of time. */
final class GeneratorSeries {
  private final List<GeneratorPoint> points = new ArrayList<>();

  void add(GeneratorSecond second) {
    LagCounts lags = new LagCounts();
    second.startLags().forEach(lags::add);
    LagCounts wakeUps = new LagCounts();
    second.wakeUpDelays().forEach(wakeUps::add);
    points.add(
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
            second.heapUsedMiB()));
  }

  List<GeneratorPoint> points() {
    return points.stream().sorted(Comparator.comparingLong(GeneratorPoint::t)).toList();
  }
}
