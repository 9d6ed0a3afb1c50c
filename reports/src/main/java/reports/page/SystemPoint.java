package reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import reports.run.SystemSecond;
import reports.run.SystemSecond.ProcessSample;

/**
 * The system in one second, over all pods: gauges as they were, counters as what was added a second
 * since the sample before. NaN where nothing was recorded.
 *
 * @param t epoch milliseconds
 * @param podCpuHighest cores of the busiest pod
 * @param podCpuMean cores of a pod on average
 * @param waitMillis milliseconds waited for connections a second, all pods
 * @param gcMillis milliseconds of garbage collection a second, all pods
 */
record SystemPoint(
    long t,
    double machineCpu,
    double podsReady,
    double podCpuHighest,
    double podCpuMean,
    double databaseCpu,
    double redisCpu,
    double throttledMillis,
    double heapMiB,
    double poolActive,
    double poolPending,
    double poolSize,
    double requests,
    double queries,
    double waitMillis,
    double cacheHits,
    double cacheMisses,
    double gcMillis) {

  /** Queries for each request answered. */
  double queriesPerRequest() {
    return requests > 0 ? queries / requests : Double.NaN;
  }

  /** Milliseconds that a request waited for connections on average. */
  double waitPerRequest() {
    return requests > 0 ? waitMillis / requests : Double.NaN;
  }

  /** Percentage of cache look-ups that found something. */
  double hitPercent() {
    double all = cacheHits + cacheMisses;
    return all > 0 ? 100 * cacheHits / all : Double.NaN;
  }

  /** One point for each sample, in order of time. */
  static List<SystemPoint> of(List<SystemSecond> seconds) {
    List<SystemPoint> points = new ArrayList<>();
    @Nullable SystemSecond before = null;
    for (SystemSecond now : seconds) {
      points.add(point(now, before));
      before = now;
    }
    return points;
  }

  private static SystemPoint point(SystemSecond now, @Nullable SystemSecond before) {
    return new SystemPoint(
        now.t(),
        value(now.machineCpu()),
        now.podsReady() == null ? Double.NaN : now.podsReady(),
        highest(now, ProcessSample::cpu),
        gauges(now, ProcessSample::cpu).average().orElse(Double.NaN),
        cpu(now, "database"),
        cpu(now, "redis"),
        highest(now, ProcessSample::throttledMillis),
        highest(now, ProcessSample::heapUsedMiB),
        highest(now, ProcessSample::poolActive),
        highest(now, ProcessSample::poolPending),
        highest(now, ProcessSample::poolSize),
        added(now, before, ProcessSample::requests),
        added(now, before, ProcessSample::queries),
        added(now, before, ProcessSample::poolWaitMillis),
        added(now, before, ProcessSample::cacheHits),
        added(now, before, ProcessSample::cacheMisses),
        added(now, before, ProcessSample::gcPauseMillis));
  }

  private static Map<String, ProcessSample> pods(SystemSecond second) {
    Map<String, ProcessSample> pods = new TreeMap<>(second.processes());
    pods.keySet().removeIf(name -> name.equals("database") || name.equals("redis"));
    return pods;
  }

  private static DoubleStream gauges(
      SystemSecond second, Function<ProcessSample, @Nullable Double> gauge) {
    return pods(second).values().stream()
        .map(gauge)
        .filter(Objects::nonNull)
        .mapToDouble(SystemPoint::value);
  }

  private static double highest(
      SystemSecond second, Function<ProcessSample, @Nullable Double> gauge) {
    return gauges(second, gauge).max().orElse(Double.NaN);
  }

  private static double cpu(SystemSecond second, String process) {
    ProcessSample sample = second.processes().get(process);
    return sample == null ? Double.NaN : value(sample.cpu());
  }

  private static double value(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  /** What counters of all pods gained a second; a pod that began again is left out once. */
  private static double added(
      SystemSecond now,
      @Nullable SystemSecond before,
      Function<ProcessSample, @Nullable Double> counter) {
    if (before == null || now.t() <= before.t()) {
      return Double.NaN;
    }
    double sum = Double.NaN;
    for (Map.Entry<String, ProcessSample> pod : pods(now).entrySet()) {
      ProcessSample earlier = before.processes().get(pod.getKey());
      Double to = counter.apply(pod.getValue());
      Double from = earlier == null ? null : counter.apply(earlier);
      if (to != null && from != null && to >= from) {
        sum = (Double.isNaN(sum) ? 0 : sum) + to - from;
      }
    }
    return sum * 1000 / (now.t() - before.t());
  }
}
