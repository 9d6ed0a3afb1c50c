package reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import reports.judge.Judgement;
import reports.judge.Judgement.GeneratorPoint;
import reports.judge.LevelResult;
import reports.judge.PhaseResult;
import reports.judge.PhaseResult.SecondPoint;
import reports.page.Chart.Ink;
import reports.page.Chart.Series;
import reports.page.Table.Cell;
import reports.page.Table.Column;
import reports.page.TimeAxis.Gather;

/** Load and latency over time, with phases, faults and scaling on the same axis. */
final class LoadSection {
  private static final Set<String> TOLD_ELSEWHERE = Set.of("phase", "pod");

  private final Judgement judgement;
  private final TimeAxis time;
  private final List<SecondPoint> seconds;

  LoadSection(Judgement judgement, TimeAxis time) {
    this.judgement = judgement;
    this.time = time;
    this.seconds = judgement.phases().stream().flatMap(phase -> phase.seconds().stream()).toList();
  }

  Section section() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(requests());
    blocks.add(latency());
    blocks.add(errors());
    blocks.add(users());
    blocks.add(phases());
    if (!events().rows().isEmpty()) {
      blocks.add(events());
    }
    return new Section(
        "load",
        "Load and latency over time",
        "Shaded phases are measured and judged; the others warm up, ramp or settle. Numbered lines"
            + " are events. Drag across a chart to look closer, double-click to come back; with the"
            + " keyboard, focus a chart and use the arrow keys.",
        blocks);
  }

  private List<Double> series(ToDoubleFunction<SecondPoint> value, Gather gather) {
    return time.series(seconds, SecondPoint::t, value, gather);
  }

  private Chart requests() {
    return new Chart(
        "requests-over-time",
        "Requests a second",
        "Requests by the second in which they started. " + time.each(Gather.MEAN),
        time.axis(),
        "",
        false,
        List.of(Series.line("started", series(SecondPoint::requests, Gather.MEAN), Ink.FIRST)),
        List.of());
  }

  private Chart latency() {
    return new Chart(
        "latency-over-time",
        "Response time",
        "Percentiles of the successful requests that started in each second. "
            + time.each(Gather.HIGHEST),
        time.axis(),
        "ms",
        true,
        List.of(
            Series.line("p50", series(SecondPoint::p50, Gather.HIGHEST), Ink.FIRST),
            Series.line("p95", series(SecondPoint::p95, Gather.HIGHEST), Ink.THIRD),
            Series.line("p99", series(SecondPoint::p99, Gather.HIGHEST), Ink.SECOND)),
        limits());
  }

  /** The tightest limits on all requests together, by name. */
  private List<Chart.Limit> limits() {
    return judgement.ofTheProfile().stream()
        .flatMap(claim -> claim.levels().stream())
        .filter(level -> level.kind().equals(LevelResult.ALL) && level.unit().equals("ms"))
        .map(level -> new Chart.Limit(level.metric() + " limit", level.limit()))
        .distinct()
        .sorted((a, b) -> Double.compare(a.value(), b.value()))
        .toList();
  }

  private Chart errors() {
    return new Chart(
        "errors-over-time",
        "Failed requests",
        "Failed checks, statuses and time-outs, by the second in which the request started. "
            + time.each(Gather.SUM),
        time.axis(),
        "",
        false,
        List.of(new Series("failed", series(SecondPoint::failed, Gather.SUM), Ink.ALERT, true)),
        List.of());
  }

  private Chart users() {
    List<Double> users =
        time.series(
            judgement.generator(), GeneratorPoint::t, GeneratorPoint::activeUsers, Gather.HIGHEST);
    return new Chart(
        "users-over-time",
        "Active simulated people",
        "People signed in and working, as the generator counted them. " + time.each(Gather.HIGHEST),
        time.axis(),
        "",
        false,
        List.of(Series.line("people", users, Ink.FOURTH)),
        List.of());
  }

  private Table phases() {
    List<Table.Row> rows = new ArrayList<>();
    for (PhaseResult result : judgement.phases()) {
      double begin = time.at(result.phase().begin());
      double end = time.at(result.phase().end());
      rows.add(
          Table.Row.of(
              Cell.of(result.phase().name()),
              Cell.of(Figures.clock(begin) + " to " + Figures.clock(end)),
              Cell.of(load(result)),
              Cell.of(Figures.count(result.all().requests())),
              Cell.of(Figures.number(result.requestsPerSecond())),
              Cell.of(Figures.count(result.all().failed())),
              Cell.of(Figures.number(result.all().p99().value())),
              Cell.of(
                  (result.phase().measured() ? "measured" : "not judged")
                      + (result.complete() ? "" : ", incomplete"))));
    }
    return new Table(
        "phases",
        "Phases",
        List.of(
            Column.text("Phase"),
            Column.text("From, to"),
            Column.text("Planned load"),
            Column.number("Requests"),
            Column.number("a second"),
            Column.number("Failed"),
            Column.number("p99, ms"),
            Column.text("Counts")),
        rows,
        false);
  }

  private static String load(PhaseResult result) {
    Integer users = result.phase().users();
    Double rate = result.phase().requestsPerSecond();
    if (users != null) {
      return Figures.count(users) + " people";
    }
    return rate == null ? "–" : Figures.number(rate) + " requests/s";
  }

  private Table events() {
    List<Table.Row> rows = new ArrayList<>();
    int number = 1;
    for (Timeline.Event event : timeline().events()) {
      rows.add(
          Table.Row.of(
              Cell.of(String.valueOf(number++)),
              Cell.of(Figures.clock(event.at())),
              Cell.of(event.kind()),
              Cell.of(event.name()),
              Cell.of(event.detail())));
    }
    return new Table(
        "events",
        "Events, numbered as in the charts",
        List.of(
            Column.text("No."),
            Column.number("At"),
            Column.text("Kind"),
            Column.text("What"),
            Column.text("Detail")),
        rows,
        false);
  }

  /**
   * What is drawn behind the charts. Events of phases are left out, which have bands, and those of
   * pods that come and go, which are hundreds and have a table of their own.
   */
  Timeline timeline() {
    List<Timeline.Phase> phases =
        judgement.phases().stream()
            .map(PhaseResult::phase)
            .map(
                phase ->
                    new Timeline.Phase(
                        phase.name(),
                        time.at(phase.begin()),
                        time.at(phase.end()),
                        phase.measured()))
            .toList();
    List<Timeline.Event> events =
        judgement.events().stream()
            .filter(event -> !TOLD_ELSEWHERE.contains(event.kind()))
            .map(
                event ->
                    new Timeline.Event(
                        time.at(event.t()),
                        event.kind(),
                        event.name(),
                        event.detail() == null ? "" : event.detail()))
            .toList();
    double end = phases.stream().mapToDouble(Timeline.Phase::to).max().orElse(0);
    return new Timeline(
        end,
        phases,
        events,
        ExperimentSection.spans(judgement, time, end),
        ExperimentSection.marks(judgement, time));
  }
}
