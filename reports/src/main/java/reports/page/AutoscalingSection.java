package reports.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reports.autoscaling.Cause;
import reports.autoscaling.HpaComparison;
import reports.autoscaling.HpaDifference;
import reports.autoscaling.HpaStatus;
import reports.autoscaling.MetricProposal;
import reports.judge.Judgement;
import reports.judge.SmallPods;
import reports.page.Chart.Ink;
import reports.page.Chart.Series;
import reports.page.Table.Cell;
import reports.page.Table.Column;
import reports.page.TimeAxis.Gather;
import reports.run.Event;
import reports.run.Host;
import reports.run.SystemSecond;
import reports.run.SystemSecond.ProcessSample;

/** What the autoscaler decided, beside what a model of it predicts, and what became of its pods. */
final class AutoscalingSection {
  private static final long SECOND = 1000;
  private static final String NONE = "-";

  private final Judgement judgement;
  private final HpaComparison comparison;
  private final TimeAxis time;

  private AutoscalingSection(Judgement judgement, HpaComparison comparison, TimeAxis time) {
    this.judgement = judgement;
    this.comparison = comparison;
    this.time = time;
  }

  /** The section; none where the run had no autoscaler. */
  static Optional<Section> of(Judgement judgement, TimeAxis time) {
    return judgement
        .autoscaling()
        .map(comparison -> new AutoscalingSection(judgement, comparison, time).section());
  }

  private Section section() {
    List<Block> blocks = new ArrayList<>();
    SmallPods.of(judgement.host().map(Host::facts))
        .ifPresent(small -> blocks.add(new Note(small.sentence())));
    blocks.add(facts());
    blocks.add(replicas());
    blocks.add(throttling());
    blocks.add(differences());
    blocks.add(syncs());
    blocks.add(pods());
    return new Section(
        "autoscaling",
        "Autoscaling",
        "What the autoscaler decided at each of its syncs, beside what a model of its algorithm"
            + " makes of the same inputs, one sync ahead. A cause is named for a difference only"
            + " where putting that one input into the model removes it; where several do, the"
            + " most specific stands first.",
        blocks);
  }

  private Facts facts() {
    List<Facts.Fact> facts = new ArrayList<>();
    facts.add(new Facts.Fact("syncs compared", Figures.count(comparison.compared())));
    facts.add(new Facts.Fact("differences", Figures.count(comparison.differences().size())));
    comparison
        .counts()
        .forEach(
            (cause, count) ->
                facts.add(
                    new Facts.Fact(
                        words(cause),
                        "%s, %s"
                            .formatted(
                                Figures.count(count), Figures.percent(comparison.share(cause))))));
    List<String> faults = comparison.faults();
    facts.add(
        new Facts.Fact(
            "model", faults.isEmpty() ? "within one step and one sync" : String.join(" ", faults)));
    return new Facts("", facts);
  }

  private static String words(Cause cause) {
    return cause.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A sync's decision holds until the next. */
  private record Moment(long t, double real, double predicted) {}

  private List<Moment> moments() {
    List<Moment> moments = new ArrayList<>();
    List<HpaComparison.Point> points = comparison.points();
    for (int i = 0; i < points.size(); i++) {
      HpaComparison.Point point = points.get(i);
      long end = i + 1 < points.size() ? points.get(i + 1).t() : point.t() + SECOND;
      Integer real = point.realReplicas();
      for (long t = point.t(); t < end; t += SECOND) {
        moments.add(
            new Moment(
                t,
                real == null ? Double.NaN : (double) real,
                (double) point.predicted().desiredReplicas()));
      }
    }
    return moments;
  }

  private Chart replicas() {
    List<Moment> moments = moments();
    return new Chart(
        "replicas",
        "Pods",
        "Pods asked for by the autoscaler and by its model, and pods that were ready. "
            + time.each(Gather.HIGHEST),
        time.axis(),
        "pods",
        false,
        List.of(
            Series.line(
                "model",
                time.series(moments, Moment::t, Moment::predicted, Gather.HIGHEST),
                Ink.SECOND),
            Series.line(
                "autoscaler",
                time.series(moments, Moment::t, Moment::real, Gather.HIGHEST),
                Ink.FIRST),
            Series.line(
                "ready",
                time.series(
                    judgement.system(), SystemSecond::t, AutoscalingSection::ready, Gather.HIGHEST),
                Ink.THIRD)),
        List.of());
  }

  private static double ready(SystemSecond second) {
    return second.podsReady() == null ? Double.NaN : (double) second.podsReady();
  }

  private Chart throttling() {
    return new Chart(
        "throttling",
        "CPU throttling of the pods",
        "Milliseconds of each second for which limits kept pods off the CPU, the mean of the pods. "
            + time.each(Gather.HIGHEST),
        time.axis(),
        "ms",
        false,
        List.of(
            Series.line(
                "kept off",
                time.series(
                    judgement.system(),
                    SystemSecond::t,
                    AutoscalingSection::throttled,
                    Gather.HIGHEST),
                Ink.FIRST)),
        List.of());
  }

  private static double throttled(SystemSecond second) {
    return second.processes().values().stream()
        .map(ProcessSample::throttledMillis)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  /** Two rows for each: what the autoscaler says of itself, and what the model makes of it. */
  private Table differences() {
    List<Table.Row> rows = new ArrayList<>();
    for (HpaDifference each : comparison.differences()) {
      String at = Figures.clock(time.at(each.sync().t()));
      rows.add(side(at + " autoscaler", each.real(), "", ""));
      rows.add(
          side(
              at + " model",
              each.model(),
              each.removedBy().isEmpty()
                  ? words(each.cause())
                  : each.removedBy().stream()
                      .map(AutoscalingSection::words)
                      .collect(Collectors.joining(", or ")),
              Objects.requireNonNullElse(each.substituted(), NONE)));
    }
    return new Table(
        "differences",
        "Syncs at which autoscaler and model differ, with the inputs of both sides",
        List.of(
            Column.text("at"),
            Column.number("pods"),
            Column.number("wanted"),
            Column.number("CPU %"),
            Column.number("by metrics"),
            Column.number("limit"),
            Column.number("ready"),
            Column.number("counted"),
            Column.text("unready"),
            Column.text("missing"),
            Column.text("reason"),
            Column.text("cause"),
            Column.text("input that removes it")),
        rows,
        false);
  }

  private static Table.Row side(String at, HpaDifference.Side side, String cause, String input) {
    MetricProposal.@Nullable Pods pods = side.pods();
    return Table.Row.of(
        Cell.of(at),
        Cell.of(Integer.toString(side.currentReplicas())),
        Cell.of(Integer.toString(side.desiredReplicas())),
        Cell.of(number(side.utilizationPercent())),
        Cell.of(number(side.metricReplicas())),
        Cell.of(number(side.rateLimit())),
        Cell.of(Figures.count(side.readyPods())),
        Cell.of(pods == null ? NONE : Figures.count(pods.counted().size())),
        Cell.of(pods == null ? NONE : names(pods.unready())),
        Cell.of(pods == null ? NONE : names(pods.missing())),
        Cell.of(side.reason()),
        Cell.of(cause),
        Cell.of(input));
  }

  private static String names(List<String> pods) {
    return pods.isEmpty() ? NONE : String.join(", ", pods);
  }

  private static String number(@Nullable Integer number) {
    return number == null ? NONE : number.toString();
  }

  /** Every decision of the autoscaler with its inputs, and the model's beside it. */
  private Table syncs() {
    List<Table.Row> rows = new ArrayList<>();
    for (HpaComparison.Point point : comparison.points()) {
      HpaStatus status = point.sync().status();
      rows.add(
          Table.Row.of(
              Cell.of(Figures.clock(time.at(point.t()))),
              Cell.of(number(status == null ? null : status.currentUtilizationPercent())),
              Cell.of(number(point.realReplicas())),
              Cell.of(Integer.toString(point.currentReplicas())),
              Cell.of(Figures.count(point.readyPods())),
              Cell.of(status == null ? NONE : status.reasons()),
              Cell.of(
                  point.predicted().metrics().stream()
                      .map(MetricProposal::words)
                      .collect(Collectors.joining(", "))),
              Cell.of(Integer.toString(point.predicted().desiredReplicas())),
              Cell.of(point.predicted().reason())));
    }
    return new Table(
        "syncs",
        "All %d syncs: what the autoscaler saw and decided".formatted(rows.size()),
        List.of(
            Column.text("at"),
            Column.number("CPU %"),
            Column.number("desired"),
            Column.number("current"),
            Column.number("ready"),
            Column.text("reason"),
            Column.text("model's metric"),
            Column.number("model's desired"),
            Column.text("model's reason")),
        rows,
        true);
  }

  /** Each pod's way, by the events of its name. */
  private Table pods() {
    Map<String, List<Event>> ways = new LinkedHashMap<>();
    judgement.events().stream()
        .filter(event -> event.kind().equals("pod"))
        .forEach(event -> ways.computeIfAbsent(event.name(), _ -> new ArrayList<>()).add(event));
    List<Table.Row> rows = new ArrayList<>();
    ways.forEach(
        (pod, events) -> {
          long begin = events.getFirst().t();
          rows.add(
              Table.Row.of(
                  Cell.of(pod),
                  Cell.of(Figures.clock(time.at(begin))),
                  Cell.of(after(events, "started", begin)),
                  Cell.of(after(events, "ready", begin)),
                  Cell.of(firstRequest(pod, begin)),
                  Cell.of(after(events, "told to end", begin))));
        });
    return new Table(
        "pods",
        "Pods made meanwhile, in seconds after each was created",
        List.of(
            Column.text("pod"),
            Column.text("created at"),
            Column.number("started"),
            Column.number("ready"),
            Column.number("first request served"),
            Column.number("told to end")),
        rows,
        true);
  }

  private static String after(List<Event> events, String what, long begin) {
    return events.stream()
        .filter(event -> String.valueOf(event.detail()).startsWith(what))
        .map(event -> seconds(event.t() - begin))
        .findFirst()
        .orElse(NONE);
  }

  private String firstRequest(String pod, long begin) {
    return judgement.system().stream()
        .filter(second -> second.processes().containsKey(pod))
        .filter(second -> served(second.processes().get(pod)))
        .map(second -> seconds(second.t() - begin))
        .findFirst()
        .orElse(NONE);
  }

  private static boolean served(@Nullable ProcessSample sample) {
    return sample != null && sample.requests() != null && sample.requests() > 0;
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f", millis / (double) SECOND);
  }
}
