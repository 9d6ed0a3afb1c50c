package reports.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import reports.judge.Check;
import reports.judge.Judgement;
import reports.judge.LevelResult;
import reports.judge.PhaseResult;
import reports.run.Audit;

/** The few figures under the answer. */
final class KeyFigures {

  private final Judgement judgement;

  private KeyFigures(Judgement judgement) {
    this.judgement = judgement;
  }

  static List<PageModel.KeyFigure> of(Judgement judgement) {
    return new KeyFigures(judgement).figures();
  }

  private List<PageModel.KeyFigure> figures() {
    List<PhaseResult> measured =
        judgement.phases().stream()
            .filter(phase -> phase.phase().measured() && phase.all().requests() > 0)
            .toList();
    List<PageModel.KeyFigure> figures = new ArrayList<>();
    if (!measured.isEmpty()) {
      figures.add(requests(measured));
      figures.add(slowest(measured));
      figures.add(failed(measured));
    }
    judgement.audit().ifPresent(audit -> figures.add(writes(audit)));
    if (!judgement.checks().isEmpty()) {
      figures.add(checks());
    }
    return figures;
  }

  private static PageModel.KeyFigure requests(List<PhaseResult> measured) {
    long sent = measured.stream().mapToLong(phase -> phase.all().requests()).sum();
    double rate =
        measured.stream().mapToDouble(PhaseResult::requestsPerSecond).max().orElse(Double.NaN);
    return new PageModel.KeyFigure(
        "Requests judged",
        Figures.count(sent),
        "up to " + Figures.number(rate) + " a second",
        Stamp.PLAIN);
  }

  private PageModel.KeyFigure slowest(List<PhaseResult> measured) {
    PhaseResult worst =
        measured.stream()
            .filter(phase -> Double.isFinite(phase.all().p99().value()))
            .max(Comparator.comparingDouble(phase -> phase.all().p99().value()))
            .orElse(measured.getFirst());
    double upper = worst.all().p99().upper();
    return new PageModel.KeyFigure(
        "p99, slowest phase",
        Figures.millis(worst.all().p99().value()),
        (Double.isFinite(upper) ? "at most " + Figures.millis(upper) : "too few for a bound")
            + ", "
            + worst.phase().name(),
        stamp("p99"));
  }

  private PageModel.KeyFigure failed(List<PhaseResult> measured) {
    long sent = measured.stream().mapToLong(phase -> phase.all().requests()).sum();
    long failed = measured.stream().mapToLong(phase -> phase.all().failed()).sum();
    return new PageModel.KeyFigure(
        "Failed requests",
        Figures.count(failed),
        Figures.percent((double) failed / sent) + " of " + Figures.count(sent) + retries(),
        stamp("errors"));
  }

  /** Proofs of an experiment count first tries only: who compares the two is told. */
  private String retries() {
    return judgement.generator().stream().anyMatch(second -> second.retries() > 0)
        ? ", retries included"
        : "";
  }

  private Stamp stamp(String metric) {
    return Stamp.gravest(
        judgement.ofTheProfile().stream()
            .flatMap(claim -> claim.levels().stream())
            .filter(level -> level.kind().equals(LevelResult.ALL))
            .filter(level -> level.metric().equals(metric))
            .map(level -> Stamp.of(level.outcome())));
  }

  private static PageModel.KeyFigure writes(Audit audit) {
    long wrong = audit.lost().count() + audit.doubled().count() + audit.invented().count();
    boolean open = !audit.complete() || audit.undecided().count() > 0;
    return new PageModel.KeyFigure(
        "Writes looked up",
        Figures.count(audit.writes().lookedUp()),
        "%s lost, %s doubled, %s invented, %s undecided"
            .formatted(
                Figures.count(audit.lost().count()),
                Figures.count(audit.doubled().count()),
                Figures.count(audit.invented().count()),
                Figures.count(audit.undecided().count())),
        wrong > 0 ? Stamp.REFUTED : open ? Stamp.NOT_PROVEN : Stamp.VERIFIED);
  }

  private PageModel.KeyFigure checks() {
    List<Check> checks = judgement.checks().stream().filter(check -> !check.onlyShown()).toList();
    long kept = checks.stream().filter(check -> check.state() == Check.State.KEPT).count();
    return new PageModel.KeyFigure(
        "Checks of the measurement",
        kept + " of " + checks.size(),
        kept == checks.size() ? "all kept" : "kept",
        Stamp.gravest(checks.stream().map(Stamp::of)));
  }
}
