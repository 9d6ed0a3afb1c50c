package reports.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reports.claims.Claim;
import reports.judge.Judgement;
import reports.judge.Judgement.ClaimJudgement;
import reports.judge.LevelResult;
import reports.judge.Verdict;
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
        KeyFigures.of(judgement),
        judgement.ofTheProfile().stream()
            .map(JudgementPage::card)
            .sorted(Comparator.comparingInt(card -> card.stamp().gravity()))
            .toList(),
        judgement.claims().stream()
            .filter(claim -> !claim.ofTheProfile())
            .map(JudgementPage::card)
            .toList(),
        Stream.of(
                ExperimentSection.of(judgement, time),
                Optional.of(generator.validity()),
                Optional.of(load.section()),
                AutoscalingSection.of(judgement, time),
                Optional.of(new DistributionSection(judgement).section()),
                Optional.of(new RequestsSection(judgement).section()),
                Optional.of(generator.section()),
                Optional.of(new PlatformSection(judgement, time).section()),
                Optional.of(WritesSection.of(judgement)),
                Optional.of(EnvironmentSection.of(judgement)),
                Optional.of(next()))
            .flatMap(Optional::stream)
            .toList(),
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
    List<String> sentences = new ArrayList<>(List.of(headline.line().split("(?<=\\.) ")));
    String first = withoutNumber(sentences.removeFirst());
    if (judgement.experiment().isPresent()) {
      double seconds = judgement.experiment().get().recoverySeconds();
      return new PageModel.Answer(
          "Recovered after",
          Double.isFinite(seconds) ? Figures.number(seconds) + " s" : "–",
          first,
          sentences,
          stamp());
    }
    sentences.add(
        "Headroom is the highest verified load over the stated load. It says nothing of loads that"
            + " were not tried.");
    return new PageModel.Answer(
        "Headroom",
        Double.isFinite(headline.factor()) ? Figures.factor(headline.factor()) : "none",
        first,
        sentences,
        stamp());
  }

  private Stamp stamp() {
    return Stamp.gravest(judgement.ofTheProfile().stream().map(each -> Stamp.of(each.verdict())));
  }

  /** The number stands beside the line, larger. */
  private static String withoutNumber(String line) {
    String rest = line.replaceFirst("^Headroom [0-9.,]+: ", "");
    return rest.equals(line) ? line : Character.toUpperCase(rest.charAt(0)) + rest.substring(1);
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
      case Verdict.OutOfScope(String reason, String command) ->
          command.isEmpty() || reason.contains(command) ? null : command;
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
}
