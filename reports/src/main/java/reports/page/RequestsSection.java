package reports.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reports.judge.Judgement;
import reports.judge.LevelResult;
import reports.judge.PhaseResult;
import reports.judge.PhaseResult.KindResult;
import reports.page.Table.Cell;
import reports.page.Table.Column;
import reports.statistics.Estimate;

/** Each kind of request in each measured phase: counts, errors, percentiles, levels, result. */
final class RequestsSection {
  private final Judgement judgement;
  private final List<LevelResult> levels;
  private final boolean many;

  RequestsSection(Judgement judgement) {
    this.judgement = judgement;
    this.levels =
        judgement.ofTheProfile().stream()
            .flatMap(claim -> claim.levels().stream())
            .distinct()
            .toList();
    this.many = judgement.phases().stream().filter(phase -> phase.phase().measured()).count() > 3;
  }

  Section section() {
    List<Block> blocks = new ArrayList<>();
    int number = 1;
    for (PhaseResult phase : judgement.phases()) {
      if (phase.phase().measured()) {
        blocks.add(kinds(phase, "requests-" + number));
        if (!phase.messages().isEmpty()) {
          blocks.add(messages(phase, "messages-" + number));
        }
        number++;
      }
    }
    if (blocks.isEmpty()) {
      blocks.add(new Note("No measured phase began: there is nothing to judge."));
    }
    return new Section(
        "requests",
        "Requests",
        "Response times of successful requests in milliseconds, each with its upper 95 % bound (≤)."
            + " Kinds planned too rarely to prove anything are shown and set no verdict.",
        blocks);
  }

  private Table kinds(PhaseResult phase, String id) {
    List<Table.Row> rows = new ArrayList<>();
    Stream.concat(Stream.of(phase.all()), phase.kinds().stream())
        .forEach(kind -> rows.add(row(phase, kind)));
    return new Table(
        id,
        "Requests in phase “" + phase.phase().name() + "”",
        List.of(
            Column.text("Request"),
            Column.text("Result"),
            Column.number("Sent"),
            Column.number("Planned"),
            Column.number("Failed"),
            Column.number("Errors"),
            Column.number("p50"),
            Column.number("p95"),
            Column.number("p99"),
            Column.number("Max"),
            Column.text("Levels")),
        rows,
        many);
  }

  private Table.Row row(PhaseResult phase, KindResult kind) {
    List<LevelResult> held =
        levels.stream()
            .filter(
                level ->
                    level.phase().equals(phase.phase().name()) && level.kind().equals(kind.kind()))
            .toList();
    String words =
        held.stream()
            .map(
                level ->
                    (level.metric() + " ≤ " + Figures.number(level.limit()) + " " + level.unit())
                        .replace(' ', '\u00a0'))
            .distinct()
            .collect(Collectors.joining(", "));
    return Table.Row.of(
        Cell.of(kind.kind()),
        result(kind, held),
        Cell.of(Figures.count(kind.requests())),
        Cell.of(Figures.count(kind.planned())),
        Cell.of(Figures.count(kind.failed())),
        Cell.of(bounded(kind.errorPercent(), " %")),
        Cell.of(bounded(kind.p50(), "")),
        Cell.of(bounded(kind.p95(), "")),
        Cell.of(bounded(kind.p99(), "")),
        Cell.of(Figures.number(kind.maxMillis())),
        Cell.of(words.isEmpty() ? "–" : words));
  }

  private static Cell result(KindResult kind, List<LevelResult> held) {
    if (!kind.decisive()) {
      return Cell.of("informative");
    }
    return held.stream()
        .map(level -> Cell.of(level.outcome()))
        .min(Comparator.comparingInt(cell -> cell.stamp().gravity()))
        .orElse(Cell.of("–"));
  }

  /** A figure with its upper bound, such as "38 (≤ 44)". */
  static String bounded(Estimate estimate, String unit) {
    if (!Double.isFinite(estimate.value())) {
      return "–";
    }
    String value = Figures.number(estimate.value()) + unit;
    return Double.isFinite(estimate.upper())
        ? value + " (≤ " + Figures.number(estimate.upper()) + ")"
        : value + " (no bound)";
  }

  private static Table messages(PhaseResult phase, String id) {
    List<Table.Row> rows =
        phase.messages().entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(
                each ->
                    Table.Row.of(Cell.of(each.getKey()), Cell.of(Figures.count(each.getValue()))))
            .toList();
    return new Table(
        id,
        "Why requests failed in phase “" + phase.phase().name() + "”",
        List.of(Column.text("Request and message"), Column.number("Times")),
        rows,
        false);
  }
}
