package reports.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reports.claims.Claim;
import reports.judge.Check;
import reports.judge.Judgement;
import reports.judge.Judgement.ClaimJudgement;
import reports.judge.LevelResult;
import reports.judge.PhaseResult;
import reports.judge.Verdict;
import reports.run.Audit;
import reports.run.Ending;
import reports.run.Run;

/** Turns a judgement into a page: the answer, the verdicts, and the evidence in reading order. */
final class JudgementPage {
  private final Judgement judgement;

  private JudgementPage(Judgement judgement) {
    this.judgement = judgement;
  }

  static PageModel of(Judgement judgement) {
    return new JudgementPage(judgement).page();
  }

  private PageModel page() {
    Run run = judgement.run();
    TimeAxis time = new TimeAxis(begin(), end());
    LoadSection load = new LoadSection(judgement, time);
    GeneratorSection generator = new GeneratorSection(judgement, time);
    return new PageModel(
        "Headroom: " + run.profile() + ", " + Figures.instant(run.begin()),
        inShort(),
        answer(),
        new KeyFigures(judgement).figures(),
        judgement.ofTheProfile().stream()
            .map(JudgementPage::card)
            .sorted(Comparator.comparingInt(card -> card.stamp().gravity()))
            .toList(),
        judgement.claims().stream()
            .filter(claim -> !claim.ofTheProfile())
            .map(JudgementPage::card)
            .toList(),
        List.of(
            generator.validity(),
            load.section(),
            new DistributionSection(judgement).section(),
            new RequestsSection(judgement).section(),
            generator.section(),
            new PlatformSection(judgement, time).section(),
            WritesSection.of(judgement),
            EnvironmentSection.of(judgement),
            next()),
        load.timeline());
  }

  private long begin() {
    return judgement.phases().stream()
        .mapToLong(phase -> phase.phase().begin())
        .reduce(judgement.run().begin(), Math::min);
  }

  private long end() {
    Long end = judgement.run().end();
    long last =
        judgement.phases().stream()
            .flatMap(phase -> phase.seconds().stream())
            .mapToLong(second -> second.t() + 1000)
            .max()
            .orElse(judgement.run().begin());
    return judgement.generator().stream()
        .mapToLong(point -> point.t() + 1000)
        .filter(t -> end == null || t <= end)
        .reduce(last, Math::max);
  }

  private List<Facts.Fact> inShort() {
    Run run = judgement.run();
    Long end = run.end();
    List<Facts.Fact> facts = new ArrayList<>();
    facts.add(new Facts.Fact("Profile", run.profile()));
    facts.add(new Facts.Fact("Environment", run.environment()));
    facts.add(new Facts.Fact("Began", Figures.instant(run.begin())));
    if (end != null) {
      facts.add(new Facts.Fact("Took", Figures.duration((end - run.begin()) / 1000.0)));
    }
    if (run.ending() != Ending.FINISHED) {
      facts.add(new Facts.Fact("Ended", ending(run.ending())));
    }
    facts.add(new Facts.Fact("Run", run.id()));
    return facts;
  }

  private static String ending(Ending ending) {
    return switch (ending) {
      case RUNNING -> "not: it was killed, or still runs";
      case FINISHED -> "as planned";
      case INTERRUPTED -> "interrupted";
      case FAILED -> "the harness failed";
    };
  }

  private PageModel.Answer answer() {
    Judgement.Headline headline = judgement.headline();
    boolean number = Double.isFinite(headline.factor());
    List<String> notes = new ArrayList<>();
    if (number) {
      notes.add(
          "Headroom is the highest verified load over the stated load: "
              + Figures.number(headline.verified())
              + " of "
              + Figures.number(headline.stated())
              + " "
              + headline.unit()
              + ".");
    } else {
      notes.add("Headroom is the highest verified load over the stated load; none was verified.");
    }
    Stamp stamp =
        Stamp.gravest(judgement.ofTheProfile().stream().map(each -> Stamp.of(each.verdict())));
    return new PageModel.Answer(
        number ? Figures.factor(headline.factor()) : "none",
        headline.line(),
        notes,
        stamp);
  }

  private static VerdictCard card(ClaimJudgement each) {
    Claim claim = each.claim();
    List<String> why = new ArrayList<>();
    why.add(each.verdict().reason());
    List<LevelResult> shown =
        each.levels().stream()
            .filter(
                level ->
                    level.kind().equals(LevelResult.ALL)
                        || level.outcome() != LevelResult.Outcome.MEETS)
            .toList();
    int met = each.levels().size() - shown.size();
    if (met > 0) {
      why.add(
          Figures.count(met)
              + (met == 1 ? " level of a single kind is" : " levels of single kinds are")
              + " met as well; they stand in the tables of requests.");
    }
    return new VerdictCard(
        claim.id(),
        claim.title(),
        claim.source(),
        Stamp.of(each.verdict()),
        why,
        shown.stream().map(JudgementPage::check).toList(),
        command(each),
        claim.informative());
  }

  private static @Nullable String command(ClaimJudgement each) {
    return switch (each.verdict()) {
      case Verdict.OutOfScope(_, String command) -> command.isEmpty() ? null : command;
      case Verdict.Verified _,
          Verdict.Refuted _,
          Verdict.Extrapolated _,
          Verdict.NotProven _,
          Verdict.Invalid _ ->
          null;
    };
  }

  private static VerdictCard.Check check(LevelResult level) {
    boolean breaks = level.outcome() == LevelResult.Outcome.BREAKS;
    double bound = breaks ? level.estimate().lower() : level.estimate().upper();
    String unit = " " + level.unit();
    return new VerdictCard.Check(
        level.metric() + ", " + level.kind() + ", " + level.phase(),
        Double.isFinite(level.estimate().value())
            ? Figures.number(level.estimate().value()) + unit
            : "–",
        Double.isFinite(bound)
            ? (breaks ? "≥ " : "≤ ") + Figures.number(bound) + unit
            : "too few samples",
        "≤ " + Figures.number(level.limit()) + unit,
        Table.Cell.of(level.outcome()),
        VerdictCard.Bar.of(level.estimate().value(), bound, level.limit()));
  }

  private Section next() {
    List<Commands.Step> steps =
        judgement.nextSteps().stream()
            .map(step -> new Commands.Step(step.why(), step.command()))
            .toList();
    return new Section(
        "next",
        "What to do next",
        "In this order.",
        steps.isEmpty()
            ? List.of(new Note("Nothing is left to do."))
            : List.of(new Commands(steps)));
  }

  /** The few figures under the answer. */
  private record KeyFigures(Judgement judgement) {
    List<PageModel.KeyFigure> figures() {
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
          Figures.percent((double) failed / sent) + " of " + Figures.count(sent),
          stamp("errors"));
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
      long kept =
          judgement.checks().stream().filter(check -> check.state() == Check.State.KEPT).count();
      Stream<Stamp> stamps = judgement.checks().stream().map(Stamp::of);
      return new PageModel.KeyFigure(
          "Checks of the measurement",
          kept + " of " + judgement.checks().size(),
          kept == judgement.checks().size() ? "all kept" : "kept",
          Stamp.gravest(stamps));
    }
  }
}
