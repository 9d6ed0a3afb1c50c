package reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import reports.judge.Judgement;
import reports.judge.PhaseResult;
import reports.page.Chart.Ink;
import reports.page.Chart.Limit;
import reports.page.Chart.Series;
import reports.page.Table.Cell;
import reports.page.Table.Column;
import reports.page.TimeAxis.Gather;
import reports.run.EnvironmentFacts;
import reports.run.Host;

/** What the platform and its machine used: the resources from which the next limit comes. */
final class PlatformSection {
  private final Judgement judgement;
  private final TimeAxis time;
  private final List<SystemPoint> points;

  PlatformSection(Judgement judgement, TimeAxis time) {
    this.judgement = judgement;
    this.time = time;
    this.points = SystemPoint.of(judgement.system());
  }

  Section section() {
    List<Block> blocks = new ArrayList<>();
    if (points.isEmpty()) {
      blocks.add(new Note("The system left no record of its resources."));
    } else {
      blocks.add(summary());
      addCharts(blocks);
    }
    return new Section(
        "platform",
        "Platform resources",
        "What the pods, the database, Redis and the machine used. The resource nearest to its limit"
            + " is the one that more load meets first.",
        blocks);
  }

  private void addCharts(List<Block> blocks) {
    blocks.add(podCpu());
    blocks.add(pool());
    blocks.add(
        chart(
            "pool-wait",
            "Waiting for a database connection",
            "Milliseconds that a request waited on average.",
            "ms",
            Gather.HIGHEST,
            line("wait", SystemPoint::waitPerRequest, Gather.HIGHEST, Ink.FIRST)));
    blocks.add(
        chart(
            "queries",
            "Queries a request",
            "Database queries for each request that the pods answered.",
            "",
            Gather.MEAN,
            line("queries", SystemPoint::queriesPerRequest, Gather.MEAN, Ink.FIRST)));
    blocks.add(
        chart(
            "cache",
            "Cache hit ratio",
            "Share of cache look-ups that found something.",
            "%",
            Gather.LOWEST,
            line("hits", SystemPoint::hitPercent, Gather.LOWEST, Ink.THIRD)));
    blocks.add(
        chart(
            "heap",
            "Heap of the fullest pod",
            "Memory in use.",
            "MiB",
            Gather.HIGHEST,
            line("heap in use", SystemPoint::heapMiB, Gather.HIGHEST, Ink.FIRST)));
    blocks.add(
        chart(
            "pod-gc",
            "Garbage collection of the pods",
            "Milliseconds of pauses in each second, all pods together.",
            "ms",
            Gather.HIGHEST,
            line("pauses", SystemPoint::gcMillis, Gather.HIGHEST, Ink.FIRST)));
    blocks.add(
        chart(
            "stores-cpu",
            "CPU of database and Redis",
            "Cores in use.",
            "cores",
            Gather.HIGHEST,
            line("Redis", SystemPoint::redisCpu, Gather.HIGHEST, Ink.SECOND),
            line("database", SystemPoint::databaseCpu, Gather.HIGHEST, Ink.FIRST)));
    blocks.add(
        chart(
            "machine-cpu",
            "CPU of the machine",
            "Share of all its cores, whoever used them.",
            "%",
            Gather.HIGHEST,
            line("machine", point -> 100 * point.machineCpu(), Gather.HIGHEST, Ink.THIRD)));
  }

  private Series line(String name, ToDoubleFunction<SystemPoint> value, Gather gather, Ink ink) {
    return Series.line(name, time.series(points, SystemPoint::t, value, gather), ink);
  }

  private Chart chart(
      String id, String title, String lead, String unit, Gather gather, Series... series) {
    return new Chart(
        id,
        title,
        lead + " " + time.each(gather),
        time.axis(),
        unit,
        false,
        List.of(series),
        List.of());
  }

  private Chart podCpu() {
    Double cpus = judgement.host().map(Host::facts).map(EnvironmentFacts::podCpus).orElse(null);
    List<Series> series = new ArrayList<>();
    if (judgement.system().stream().anyMatch(second -> pods(second.processes().keySet()) > 1)) {
      series.add(line("mean of the pods", SystemPoint::podCpuMean, Gather.HIGHEST, Ink.THIRD));
      series.add(line("busiest pod", SystemPoint::podCpuHighest, Gather.HIGHEST, Ink.FIRST));
    } else {
      series.add(line("pod", SystemPoint::podCpuHighest, Gather.HIGHEST, Ink.FIRST));
    }
    return new Chart(
        "pod-cpu",
        "CPU of the pods",
        "Cores in use. " + time.each(Gather.HIGHEST),
        time.axis(),
        "cores",
        false,
        series,
        cpus == null ? List.of() : List.of(new Limit("what a pod has", cpus)));
  }

  private static long pods(Set<String> processes) {
    return processes.stream()
        .filter(name -> !name.equals("database") && !name.equals("redis"))
        .count();
  }

  private Chart pool() {
    double size =
        points.stream()
            .mapToDouble(SystemPoint::poolSize)
            .filter(Double::isFinite)
            .max()
            .orElse(Double.NaN);
    return new Chart(
        "pool",
        "Database connections of the busiest pod",
        "Connections in use, and requests that wait for one. " + time.each(Gather.HIGHEST),
        time.axis(),
        "",
        false,
        List.of(
            line("waiting", SystemPoint::poolPending, Gather.HIGHEST, Ink.SECOND),
            line("in use", SystemPoint::poolActive, Gather.HIGHEST, Ink.FIRST)),
        Double.isFinite(size) ? List.of(new Limit("pool size", size)) : List.of());
  }

  private Table summary() {
    List<Table.Row> rows = new ArrayList<>();
    for (PhaseResult result : judgement.phases()) {
      List<SystemPoint> in =
          points.stream()
              .filter(
                  point -> point.t() >= result.phase().begin() && point.t() < result.phase().end())
              .toList();
      rows.add(
          Table.Row.of(
              Cell.of(result.phase().name()),
              Cell.of(mean(in, SystemPoint::podCpuHighest)),
              Cell.of(highest(in, SystemPoint::podCpuHighest)),
              Cell.of(highest(in, SystemPoint::poolActive)),
              Cell.of(highest(in, SystemPoint::poolPending)),
              Cell.of(mean(in, SystemPoint::waitPerRequest)),
              Cell.of(mean(in, SystemPoint::queriesPerRequest)),
              Cell.of(mean(in, SystemPoint::hitPercent)),
              Cell.of(mean(in, SystemPoint::databaseCpu)),
              Cell.of(mean(in, point -> 100 * point.machineCpu())),
              Cell.of(highest(in, point -> 100 * point.machineCpu()))));
    }
    return new Table(
        "resources",
        "Resources by phase",
        List.of(
            Column.text("Phase"),
            Column.number("Pod CPU, cores, mean"),
            Column.number("max"),
            Column.number("Connections, max"),
            Column.number("Waiting, max"),
            Column.number("Wait a request, ms"),
            Column.number("Queries a request"),
            Column.number("Cache hits, %"),
            Column.number("Database CPU, cores"),
            Column.number("Machine CPU, %, mean"),
            Column.number("max")),
        rows,
        false);
  }

  private static DoubleStream finite(
      List<SystemPoint> points, ToDoubleFunction<SystemPoint> value) {
    return points.stream().mapToDouble(value).filter(Double::isFinite);
  }

  private static String mean(List<SystemPoint> points, ToDoubleFunction<SystemPoint> value) {
    return Figures.number(finite(points, value).average().orElse(Double.NaN));
  }

  private static String highest(List<SystemPoint> points, ToDoubleFunction<SystemPoint> value) {
    return Figures.number(finite(points, value).max().orElse(Double.NaN));
  }
}
