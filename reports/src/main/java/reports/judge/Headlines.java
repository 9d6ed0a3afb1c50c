package reports.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import reports.claims.Claim;
import reports.claims.Claim.Target;
import reports.judge.Evidence.PhaseEvidence;
import reports.judge.Judgement.ClaimJudgement;
import reports.judge.Judgement.Headline;
import reports.run.Experiment;

/** The answer of a run in one line: the highest verified load over the stated one. */
final class Headlines {
  private final Evidence evidence;
  private final List<Load> loads = new ArrayList<>();

  /** A load that a claim states, and what of it was verified. */
  private record Load(double verified, double stated, String unit, String bound, String endedBy) {
    double factor() {
      return verified / stated;
    }

    String words() {
      return Words.number(verified) + " of the stated " + Words.number(stated) + " " + unit;
    }
  }

  Headlines(Evidence evidence) {
    this.evidence = evidence;
  }

  /** A claim on the load of one phase was judged. */
  void phase(Claim claim, PhaseEvidence phase, Verdict verdict) {
    Target target = claim.workload().getFirst();
    Double stated = target.users() != null ? target.users() : target.requestsPerSecond();
    if (stated == null || claim.workload().size() > 1) {
      return;
    }
    Integer users = phase.phase().users();
    Double rate = phase.phase().requestsPerSecond();
    Double load = target.users() == null ? rate : users == null ? null : (Double) (double) users;
    boolean verified = verdict instanceof Verdict.Verified && load != null;
    loads.add(
        new Load(
            verified ? Objects.requireNonNull(load) : Double.NaN,
            stated,
            target.users() == null ? "requests a second" : "users",
            verified ? bound(verdict) : "",
            ended(verdict, phase)));
  }

  private String ended(Verdict verdict, PhaseEvidence phase) {
    return switch (verdict) {
      case Verdict.Refuted _ -> {
        String full = Resources.of(phase, evidence).full();
        yield full.isEmpty() ? "a level broke with no resource full" : full;
      }
      case Verdict.Invalid _ -> "the measurement is broken";
      case Verdict.NotProven _ -> "the evidence does not decide";
      default -> "";
    };
  }

  /** A claim on rising steps was judged. */
  void steps(Claim claim, Steps steps) {
    loads.add(
        new Load(
            steps.highest().map(Steps.Step::rate).orElse(Double.NaN),
            claim.stated().value(),
            claim.stated().unit(),
            steps.highest().map(step -> bound(step.verdict())).orElse(""),
            steps.endedBy()));
  }

  private static String bound(Verdict verdict) {
    Verdict.Figure figure = verdict.figure();
    return figure == null
        ? ""
        : figure.what() + " at most " + Words.quantity(figure.bound(), figure.unit());
  }

  /** The answer, once all claims of the profile are judged. */
  Headline headline(List<ClaimJudgement> judged) {
    String tally = tally(judged);
    ExperimentEvidence experiment = evidence.experiment();
    if (experiment != null) {
      return without(experiment(experiment.experiment(), judged) + " " + tally);
    }
    if (loads.isEmpty()) {
      return without(first(judged) + ". " + tally);
    }
    Load least =
        loads.stream()
            .min(
                Comparator.comparingDouble(
                    load -> Double.isNaN(load.factor()) ? -1 : load.factor()))
            .orElseThrow();
    if (Double.isNaN(least.verified())) {
      String why = least.endedBy().isEmpty() ? "" : ": " + least.endedBy();
      return new Headline(
          "The stated "
              + Words.number(least.stated())
              + " "
              + least.unit()
              + " are not verified"
              + why
              + ". "
              + tally,
          Double.NaN,
          Double.NaN,
          least.stated(),
          least.unit(),
          "",
          least.endedBy());
    }
    String all = loads.stream().map(Load::words).collect(Collectors.joining(" and "));
    String ended = least.endedBy().isEmpty() ? "no higher load was tried" : least.endedBy();
    return new Headline(
        "Headroom "
            + Words.number(least.factor())
            + ": verified at "
            + all
            + "; "
            + least.bound()
            + "; "
            + ended
            + ". "
            + tally,
        least.factor(),
        least.verified(),
        least.stated(),
        least.unit(),
        least.bound(),
        least.endedBy());
  }

  /** An answer that is about no load. */
  private static Headline without(String line) {
    return new Headline(line, Double.NaN, Double.NaN, Double.NaN, "", "", "");
  }

  private static String experiment(Experiment experiment, List<ClaimJudgement> judged) {
    String verdict =
        judged.stream()
            .filter(claim -> claim.claim().method() == Claim.Method.EXPERIMENT)
            .findFirst()
            .map(claim -> claim.verdict().words())
            .orElse("not judged");
    return "Experiment " + experiment.name() + ": " + verdict + ". " + experiment.hypothesis();
  }

  /** Where no claim is about a load, what comes first for who made the profile. */
  private static String first(List<ClaimJudgement> judged) {
    return judged.stream()
        .findFirst()
        .map(claim -> claim.claim().title() + ": " + claim.verdict().words())
        .orElse("No claim was judged");
  }

  private static String tally(List<ClaimJudgement> judged) {
    return Verdict.ALL_WORDS.stream()
        .map(words -> new Tally(words, count(judged, words)))
        .filter(tally -> tally.count() > 0)
        .map(tally -> tally.count() + " " + tally.words())
        .collect(Collectors.joining(", ", "Of its claims: ", "."));
  }

  private record Tally(String words, long count) {}

  private static long count(List<ClaimJudgement> judged, String words) {
    return judged.stream().filter(claim -> claim.verdict().words().equals(words)).count();
  }
}
