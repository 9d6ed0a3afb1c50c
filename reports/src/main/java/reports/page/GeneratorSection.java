package reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import reports.judge.Check;
import reports.judge.Judgement;
import reports.judge.Judgement.GeneratorPoint;
import reports.judge.Judgement.InjectorResult;
import reports.page.Chart.Ink;
import reports.page.Chart.Limit;
import reports.page.Chart.Series;
import reports.page.Table.Cell;
import reports.page.Table.Column;
import reports.page.TimeAxis.Gather;

/** Whether the measurement counts: every check with its limit, and the generator's health. */
final class GeneratorSection {
  private final Judgement judgement;
  private final TimeAxis time;

  GeneratorSection(Judgement judgement, TimeAxis time) {
    this.judgement = judgement;
    this.time = time;
  }

  /** Every check: of the generator, of the schedule, and whether the numbers agree. */
  Section validity() {
    List<Block> blocks = new ArrayList<>();
    judgement.notes().forEach(note -> blocks.add(new Note(note)));
    if (judgement.checks().isEmpty()) {
      blocks.add(new Note("Nothing was checked: without its evidence no measurement counts."));
    } else {
      blocks.add(checks());
    }
    return new Section(
        "validity",
        "Does the measurement count?",
        "The generator and the numbers themselves are judged before the system: what a starved"
            + " generator measures proves nothing, and numbers that contradict each other neither.",
        blocks);
  }

  private Table checks() {
    List<Table.Row> rows = new ArrayList<>();
    for (Check check : judgement.checks()) {
      rows.add(
          Table.Row.of(
              Cell.of(check.name()),
              result(check),
              Cell.of(check.phase() == null ? "whole run" : check.phase()),
              Cell.of(withUnit(check.value(), check.unit())),
              Cell.of(withUnit(check.limit(), check.unit())),
              Cell.of(check.sentence())));
    }
    return new Table(
        "checks",
        "What this measurement had to keep",
        List.of(
            Column.text("Check"),
            Column.text("Result"),
            Column.text("Phase"),
            Column.number("Found"),
            Column.number("Limit"),
            Column.text("In words")),
        rows,
        false);
  }

  private static Cell result(Check check) {
    return switch (check.state()) {
      case KEPT ->
          check.onlyShown() ? new Cell("shown", Stamp.PLAIN) : new Cell("kept", Stamp.VERIFIED);
      case BROKEN -> new Cell("broken", Stamp.of(check));
      case NOT_RECORDED -> new Cell("not recorded", Stamp.of(check));
    };
  }

  private static String withUnit(double value, String unit) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    return unit.isEmpty() ? Figures.number(value) : Figures.number(value) + " " + unit;
  }

  /** The generator, second by second. */
  Section section() {
    List<Block> blocks = new ArrayList<>();
    if (judgement.generator().isEmpty()) {
      blocks.add(new Note("The generator left no record of itself."));
    } else {
      blocks.add(lag());
      blocks.add(cpu());
      blocks.add(delay());
      blocks.add(pauses());
      blocks.add(wakeUp());
      if (!judgement.injectors().isEmpty()) {
        blocks.add(injectors());
      }
    }
    return new Section(
        "generator",
        "Generator health",
        "How well the load generator itself kept up. Its limits stand among the checks above.",
        blocks);
  }

  private Table injectors() {
    List<Table.Row> rows = new ArrayList<>();
    for (InjectorResult injector : judgement.injectors()) {
      rows.add(
          Table.Row.of(
              Cell.of(String.valueOf(injector.number())),
              Cell.of(Figures.count(injector.requests())),
              Cell.of(withUnit(injector.startLagP99Millis(), "ms")),
              Cell.of(withUnit(injector.startLagMaxMillis(), "ms")),
              Cell.of(withUnit(injector.gcPauseMillis(), "ms")),
              Cell.of(withUnit(100 * injector.cpu(), "%")),
              Cell.of(Figures.count(injector.sockets())),
              Cell.of(clock(injector)),
              Cell.of(injector.ended())));
    }
    return new Table(
        "injectors",
        "Each injector in the measured phases",
        List.of(
            Column.text("Injector"),
            Column.number("Requests"),
            Column.number("Start lag p99"),
            Column.number("Start lag max"),
            Column.number("GC pause max"),
            Column.number("CPU, with those on its CPUs"),
            Column.number("Sockets max"),
            Column.number("Clock off by"),
            Column.text("Ended when")),
        rows,
        false);
  }

  private static String clock(InjectorResult injector) {
    return Double.isNaN(injector.clockOffsetMillis())
        ? "–"
        : Figures.number(injector.clockOffsetMillis())
            + " ± "
            + withUnit(injector.clockErrorMillis(), "ms");
  }

  private List<Double> highest(ToDoubleFunction<GeneratorPoint> value) {
    return time.series(judgement.generator(), GeneratorPoint::t, value, Gather.HIGHEST);
  }

  private Chart chart(
      String id, String title, String lead, String unit, List<Series> series, List<Limit> limits) {
    return new Chart(
        id,
        title,
        lead + " " + time.each(Gather.HIGHEST),
        time.axis(),
        unit,
        false,
        series,
        limits);
  }

  private Chart lag() {
    return chart(
        "start-lag",
        "Start lag",
        "Actual minus planned instant of every planned start. A late start is time that people"
            + " waited and the response time does not show.",
        "ms",
        List.of(
            Series.line("p99", highest(GeneratorPoint::startLagP99Millis), Ink.FIRST),
            Series.line("max", highest(GeneratorPoint::startLagMaxMillis), Ink.SECOND)),
        List.of());
  }

  private Chart cpu() {
    return chart(
        "generator-cpu",
        "CPU of the generator and of the machine",
        "Share of what the generator may use, and of the whole machine whoever used it.",
        "%",
        List.of(
            Series.line("machine", highest(point -> 100 * point.machineCpu()), Ink.THIRD),
            Series.line("generator", highest(point -> 100 * point.cpu()), Ink.FIRST)),
        List.of());
  }

  private Chart delay() {
    return chart(
        "run-queue-delay",
        "Run-queue delay",
        "Time in each second that the generator’s threads were ready and waited for a CPU, summed"
            + " over the threads. It has no limit of its own: start lag judges its effect.",
        "ms",
        List.of(Series.line("delay", highest(GeneratorPoint::runQueueDelayMillis), Ink.FIRST)),
        List.of());
  }

  private Chart pauses() {
    return chart(
        "generator-gc",
        "Garbage collection of the generator",
        "The longest pause that ended in each second.",
        "ms",
        List.of(
            new Series("longest pause", highest(GeneratorPoint::gcPauseMillis), Ink.FIRST, true)),
        List.of());
  }

  private Chart wakeUp() {
    return chart(
        "wake-up-delay",
        "Wake-up delay",
        "How much later than asked a sleeping thread ran again: the error that this machine puts on"
            + " every single response time.",
        "ms",
        List.of(Series.line("p99", highest(point -> point.wakeUpP99Micros() / 1000), Ink.FIRST)),
        List.of());
  }
}
