package reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import reports.judge.ExperimentResult;
import reports.judge.ExperimentResult.Availability;
import reports.judge.ExperimentResult.Point;
import reports.judge.Judgement;
import reports.judge.Judgement.GeneratorPoint;
import reports.judge.Verdict;
import reports.page.Chart.Ink;
import reports.page.Chart.Series;
import reports.page.TimeAxis.Gather;
import reports.run.Experiment;
import reports.run.Experiment.FaultRecord;
import reports.run.SystemSecond;
import reports.statistics.Estimate;

/** The blast radius of an experiment: its five proofs, and what was seen second by second. */
final class ExperimentSection {
  private final Judgement judgement;
  private final ExperimentResult result;
  private final TimeAxis time;

  private ExperimentSection(Judgement judgement, ExperimentResult result, TimeAxis time) {
    this.judgement = judgement;
    this.result = result;
    this.time = time;
  }

  /** The section; none where the run was no experiment, or none that could be judged. */
  static Optional<Section> of(Judgement judgement, TimeAxis time) {
    return judgement
        .experiment()
        .map(result -> new ExperimentSection(judgement, result, time).section());
  }

  private Section section() {
    ExperimentTables tables = new ExperimentTables(result.experiment(), time);
    List<Block> blocks = new ArrayList<>();
    blocks.add(proofs());
    blocks.add(answered());
    blocks.add(unanswered());
    blocks.add(latency());
    blocks.add(retries());
    blocks.add(pods());
    blocks.add(figures());
    blocks.addAll(tables.blocks());
    blocks.add(
        new Commands(
            List.of(new Commands.Step("It is repeated by:", result.experiment().command()))));
    return new Section(
        "experiment",
        "Blast radius",
        "Experiment "
            + result.experiment().name()
            + ": "
            + result.experiment().hypothesis()
            + " Bars over the charts are the faults, from the beginning of the injection to the"
            + " end of the undoing; upright lines are the last good second before them and the first good one after them. A request counts in"
            + " the second in which it ended.",
        blocks);
  }

  private Proofs proofs() {
    List<Proofs.Card> cards = new ArrayList<>();
    for (ExperimentResult.Proof proof : result.proofs()) {
      Verdict.Figure figure = proof.verdict().figure();
      cards.add(
          new Proofs.Card(
              "proof-" + proof.question().id(),
              proof.question().title(),
              Stamp.of(proof.verdict()),
              figure == null || !Double.isFinite(figure.value())
                  ? ""
                  : Figures.number(figure.value()) + " " + figure.unit(),
              figure == null
                  ? ""
                  : figure.what()
                      + "; the limit is "
                      + Figures.number(figure.limit())
                      + (figure.unit().equals("%") || figure.unit().equals("s")
                          ? " " + figure.unit()
                          : ""),
              proof.verdict().reason()));
    }
    return new Proofs(cards);
  }

  private Series line(String name, ToDoubleFunction<Point> value, Gather gather, Ink ink) {
    return Series.line(name, time.series(result.seconds(), Point::t, value, gather), ink);
  }

  private Chart chart(
      String id, String title, String lead, Gather gather, String unit, Series... series) {
    return new Chart(
        id,
        title,
        lead + " " + time.each(gather),
        time.axis(),
        unit,
        unit.equals("ms"),
        List.of(series),
        List.of());
  }

  private Chart answered() {
    return chart(
        "blast-ok",
        "Requests with success",
        "Those that ended in each second, and the baseline's lower edge.",
        Gather.MEAN,
        "",
        line("baseline, at least", Point::okLeast, Gather.MEAN, Ink.FOURTH),
        line("ok", Point::ok, Gather.MEAN, Ink.FIRST));
  }

  private Chart unanswered() {
    return chart(
        "blast-failed",
        "Requests without success, and writes whose outcome is unknown",
        "Those that ended or were given up in each second, and the baseline's upper edge.",
        Gather.SUM,
        "",
        line("baseline, at most", Point::failedMost, Gather.SUM, Ink.FOURTH),
        line("unknown", Point::unknown, Gather.SUM, Ink.SECOND),
        new Series(
            "failed",
            time.series(result.seconds(), Point::t, Point::failed, Gather.SUM),
            Ink.ALERT,
            true));
  }

  private Chart latency() {
    return chart(
        "blast-latency",
        "Response time of those with success",
        "Percentiles of those that ended in each second, and the baseline's upper edge of p99.",
        Gather.HIGHEST,
        "ms",
        line("baseline, p99 at most", Point::p99Most, Gather.HIGHEST, Ink.FOURTH),
        line("p50", Point::p50, Gather.HIGHEST, Ink.FIRST),
        line("p99", Point::p99, Gather.HIGHEST, Ink.SECOND));
  }

  private Chart retries() {
    return chart(
        "blast-retries",
        "Requests sent again",
        "By the simulated people, after one that failed.",
        Gather.SUM,
        "",
        new Series(
            "retries",
            time.series(
                judgement.generator(), GeneratorPoint::t, GeneratorPoint::retries, Gather.SUM),
            Ink.SECOND,
            true));
  }

  private Chart pods() {
    return chart(
        "blast-pods",
        "Pods that answer",
        "As their readiness says.",
        Gather.LOWEST,
        "",
        Series.line(
            "ready",
            time.series(
                judgement.system(), SystemSecond::t, ExperimentSection::ready, Gather.LOWEST),
            Ink.THIRD));
  }

  private static double ready(SystemSecond second) {
    Integer ready = second.podsReady();
    return ready == null ? Double.NaN : ready;
  }

  private Facts figures() {
    List<Facts.Fact> facts = new ArrayList<>();
    Availability found = result.availability();
    if (found != null) {
      facts.add(new Facts.Fact("available by requests", available(found.failedPercent())));
      facts.add(new Facts.Fact("available by seconds", available(found.badSecondsPercent())));
      facts.add(
          new Facts.Fact(
              "failed beyond the baseline's noise", Figures.number(found.chargedPercent()) + " %"));
      facts.add(
          new Facts.Fact(
              "error budget of 99.9 % spent", Figures.number(found.budgetSpent()) + " times"));
    }
    facts.add(new Facts.Fact("last good second", clock(result.lastGood())));
    facts.add(new Facts.Fact("first good second", clock(result.firstGood())));
    facts.add(
        new Facts.Fact(
            "recovered after",
            Double.isFinite(result.recoverySeconds())
                ? Figures.number(result.recoverySeconds()) + " s"
                : "–"));
    facts.add(new Facts.Fact("baseline", result.baseline() == null ? "none" : result.baseline()));
    return new Facts("In figures", facts);
  }

  private static String available(Estimate bad) {
    return Figures.number(100 - bad.value())
        + " %, at least "
        + Figures.number(100 - bad.upper())
        + " %";
  }

  private String clock(@Nullable Long t) {
    return t == null ? "–" : Figures.clock(time.at(t));
  }

  /** The faults as bars. */
  static List<Timeline.Span> spans(Judgement judgement, TimeAxis time, double end) {
    List<Timeline.Span> spans = new ArrayList<>();
    judgement.experiment().map(ExperimentResult::experiment).stream()
        .map(Experiment::faults)
        .flatMap(List::stream)
        .filter(fault -> fault.begun() != null)
        .forEach(fault -> spans.add(span(fault, time, end)));
    return spans;
  }

  private static Timeline.Span span(FaultRecord fault, TimeAxis time, double end) {
    Long begun = fault.begun();
    Long undone = fault.undone();
    return new Timeline.Span(
        fault.fault(),
        time.at(begun == null ? fault.planned() : begun),
        undone == null ? end : time.at(undone));
  }

  /** The last and the first good second. */
  static List<Timeline.Mark> marks(Judgement judgement, TimeAxis time) {
    List<Timeline.Mark> marks = new ArrayList<>();
    judgement
        .experiment()
        .ifPresent(
            result -> {
              if (result.lastGood() != null) {
                // A second is good to its end.
                marks.add(new Timeline.Mark("last good", time.at(result.lastGood() + 1000)));
              }
              if (result.firstGood() != null) {
                marks.add(new Timeline.Mark("first good", time.at(result.firstGood())));
              }
            });
    return marks;
  }
}
