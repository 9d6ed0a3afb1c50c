package reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import reports.claims.Claim;
import reports.claims.Level;
import reports.judge.Evidence.PhaseEvidence;
import reports.judge.LevelResult.Outcome;
import reports.statistics.Estimate;
import reports.statistics.LevelOutcome;
import reports.statistics.LevelTest;
import reports.statistics.Samples;

/** Holds service levels against the samples of phases; what was tested once is not tested again. */
final class Levels {
  private final long seed;
  private final Map<Question, LevelResult> answered = new ConcurrentHashMap<>();

  /** One test: equal questions have equal answers. */
  private record Question(
      String phase, List<String> kinds, List<String> except, String kind, Level level) {}

  Levels(long seed) {
    this.seed = seed;
  }

  /** Every level of a claim in one phase; a level over each kind gives one result a kind. */
  List<LevelResult> of(PhaseEvidence phase, Claim claim) {
    List<LevelResult> results = new ArrayList<>();
    for (Level level : claim.levels()) {
      switch (level.over()) {
        case ALL -> results.add(test(phase, claim, LevelResult.ALL, level));
        case EACH_KIND ->
            results.addAll(
                plannedOftenEnough(phase, claim, level).parallelStream()
                    .map(kind -> test(phase, claim, kind, level))
                    .toList());
      }
    }
    return results;
  }

  static List<String> plannedOftenEnough(PhaseEvidence phase, Claim claim, Level level) {
    return phase.phase().planned().entrySet().stream()
        .filter(
            planned ->
                claim.counts(planned.getKey()) && planned.getValue() >= level.minimumPlanned())
        .map(Map.Entry::getKey)
        .toList();
  }

  private LevelResult test(PhaseEvidence phase, Claim claim, String kind, Level level) {
    Question question = new Question(phase.name(), claim.kinds(), claim.except(), kind, level);
    LevelResult known = answered.get(question);
    if (known == null) {
      Samples samples =
          kind.equals(LevelResult.ALL)
              ? phase.samples().all(claim::counts)
              : phase.samples().kind(kind);
      known = test(phase, planned(phase, claim, kind, samples), kind, samples, level);
      answered.put(question, known);
    }
    return known;
  }

  private static long planned(PhaseEvidence phase, Claim claim, String kind, Samples samples) {
    if (phase.phase().thinkMeanSeconds() != null) {
      return samples.requests();
    }
    return phase.phase().planned().entrySet().stream()
        .filter(planned -> claim.counts(planned.getKey()))
        .filter(planned -> kind.equals(LevelResult.ALL) || kind.equals(planned.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private LevelResult test(
      PhaseEvidence in, long planned, String kind, Samples samples, Level level) {
    String phase = in.name();
    double perSecond = samples.requestsPerSecond();
    return switch (level) {
      case Level.ResponseTime time -> {
        LevelOutcome outcome =
            LevelTest.percentile(samples, time.share(), time.limitMillis(), seed);
        yield result(phase, kind, "p" + Words.number(time.percentile()), outcome, 1, perSecond);
      }
      case Level.Errors errors -> {
        LevelOutcome outcome = LevelTest.errors(samples, errors.share(), seed);
        yield result(phase, kind, "errors", outcome, 100, perSecond);
      }
      case Level.Unserved unserved -> {
        long missing = Math.max(0, planned - samples.succeeded());
        LevelOutcome outcome = LevelTest.count(missing, planned, unserved.share());
        yield result(phase, kind, "unserved", outcome, 100, perSecond);
      }
    };
  }

  private static LevelResult result(
      String phase,
      String kind,
      String metric,
      LevelOutcome outcome,
      double scale,
      double perSecond) {
    Estimate found = outcome.estimate();
    return new LevelResult(
        phase,
        kind,
        metric,
        scale == 1
            ? found
            : new Estimate(
                found.value() * scale,
                found.lower() * scale,
                found.upper() * scale,
                found.samples()),
        outcome.limit() * scale,
        scale == 1 ? "ms" : "%",
        switch (outcome) {
          case LevelOutcome.Meets _ -> Outcome.MEETS;
          case LevelOutcome.Breaks _ -> Outcome.BREAKS;
          case LevelOutcome.Straddles _ -> Outcome.STRADDLES;
          case LevelOutcome.TooFew _ -> Outcome.TOO_FEW;
        },
        seconds(missing(outcome), perSecond));
  }

  private static OptionalLong missing(LevelOutcome outcome) {
    return switch (outcome) {
      case LevelOutcome.Straddles straddles -> straddles.missingSamples();
      case LevelOutcome.TooFew few -> OptionalLong.of(few.missingSamples());
      case LevelOutcome.Meets _, LevelOutcome.Breaks _ -> OptionalLong.empty();
    };
  }

  private static OptionalLong seconds(OptionalLong samples, double perSecond) {
    return samples.isPresent() && perSecond > 0
        ? OptionalLong.of((long) Math.ceil(samples.getAsLong() / perSecond))
        : OptionalLong.empty();
  }
}
