package reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reports.experiment.Band;
import reports.experiment.Recovery;
import reports.judge.Check.Effect;
import reports.judge.Evidence.PhaseEvidence;
import reports.judge.ExperimentResult.Availability;
import reports.judge.ExperimentResult.Point;
import reports.judge.ExperimentResult.Proof;
import reports.judge.ExperimentResult.Question;
import reports.run.Baseline;
import reports.run.Baseline.Second;
import reports.run.Experiment;
import reports.run.Experiment.FaultRecord;
import reports.run.Experiment.Residue;

/** Judges an experiment by five proofs, each with a verdict of its own. */
final class ExperimentJudge {
  private final Evidence evidence;
  private final ExperimentEvidence given;
  private final Experiment experiment;
  private final PhaseEvidence phase;
  private final List<Check> checks;
  private final Verdict census;
  private final @Nullable Band band;
  private final List<Boolean> inBand;

  /**
   * @param phase the first that was measured
   * @param checks what its load must keep
   * @param census what the look-up of all writes says
   */
  ExperimentJudge(
      Evidence evidence,
      ExperimentEvidence given,
      PhaseEvidence phase,
      List<Check> checks,
      Verdict census) {
    this.evidence = evidence;
    this.given = given;
    this.experiment = given.experiment();
    this.phase = phase;
    this.checks = checks;
    this.census = census;
    Baseline baseline = given.baseline();
    this.band =
        baseline == null || baseline.seconds().size() < Band.SECONDS_LEAST
            ? null
            : Band.of(baseline);
    this.inBand = band == null ? List.of() : band.holds(given.seconds());
  }

  ExperimentResult result() {
    Optional<String> noBaseline = Baselined.refusal(given, phase.phase());
    ExcessFailures levels = new ExcessFailures(phase, given, checks, evidence.run().seed());
    Availability availability = levels.availability();
    Optional<Recovery> recovery = recovery();
    List<Proof> proofs =
        List.of(
            new Proof(Question.FIRED, new FaultsFired(experiment, phase.phase()).verdict()),
            new Proof(Question.LEVELS, levels.verdict(availability, noBaseline)),
            new Proof(Question.DATA, new DataKept(given, census).verdict()),
            new Proof(Question.RECOVERY, recovered(recovery, noBaseline)),
            new Proof(Question.RESIDUE, residue()));
    Baseline baseline = given.baseline();
    return new ExperimentResult(
        experiment,
        baseline == null ? null : baseline.run(),
        proofs,
        availability,
        lastGood(),
        firstGood(recovery),
        recovery.map(Recovery::after).orElse(Double.NaN),
        points());
  }

  /** The verdict of the whole: a fault that never fired makes all else worthless. */
  static Verdict verdict(ExperimentResult result) {
    List<Proof> proofs = result.proofs();
    Verdict fired = proofs.getFirst().verdict();
    if (fired instanceof Verdict.Invalid) {
      return fired;
    }
    Verdict gravest = Judge.gravest(proofs.stream().map(Proof::verdict).toList());
    Proof first =
        proofs.stream().filter(proof -> proof.verdict().equals(gravest)).findFirst().orElseThrow();
    if (gravest instanceof Verdict.Verified) {
      return new Verdict.Verified(
          "All five proofs hold. " + proofs.get(1).verdict().reason(),
          proofs.get(1).verdict().figure());
    }
    String reason = first.question().title() + ": " + gravest.reason();
    String others =
        proofs.stream()
            .filter(proof -> !proof.equals(first))
            .filter(proof -> !(proof.verdict() instanceof Verdict.Verified))
            .map(proof -> proof.question().id() + " is " + proof.verdict().words())
            .collect(Collectors.joining(", "));
    String said = others.isEmpty() ? reason : reason + " Besides, " + others + ".";
    return switch (gravest) {
      case Verdict.Refuted refuted -> new Verdict.Refuted(said, refuted.figure());
      case Verdict.NotProven open -> new Verdict.NotProven(said, open.figure());
      case Verdict.Invalid _, Verdict.Verified _, Verdict.Extrapolated _, Verdict.OutOfScope _ ->
          new Verdict.Invalid(said);
    };
  }

  private Verdict residue() {
    Residue residue = experiment.residue();
    if (residue == null) {
      return new Verdict.NotProven("Nobody looked for what was left behind.");
    }
    List<String> left = residue.left();
    var figure =
        new Verdict.Figure("what was not there before", left.size(), left.size(), 0, "left behind");
    return left.isEmpty()
        ? new Verdict.Verified("Nothing is there that was not there before.", figure)
        : new Verdict.Refuted("Left behind: " + String.join("; ", left) + ".", figure);
  }

  /** When the last of all was undone, the control included; empty where one never was. */
  private OptionalLong undone() {
    List<FaultRecord> faults = experiment.faults();
    return faults.stream().map(FaultRecord::undone).anyMatch(Objects::isNull)
        ? OptionalLong.empty()
        : faults.stream()
            .map(FaultRecord::undone)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .max();
  }

  private Optional<Recovery> recovery() {
    OptionalLong undone = undone();
    if (undone.isEmpty() || band == null) {
      return Optional.empty();
    }
    return Optional.of(
        Recovery.of(
            inBand,
            undone.getAsLong() - phase.phase().begin(),
            experiment.limits().steadySeconds(),
            experiment.limits().recoverySecondsMax()));
  }

  private Verdict recovered(Optional<Recovery> recovery, Optional<String> noBaseline) {
    OptionalLong undone = undone();
    if (given.faults().isEmpty() && recovery.isEmpty()) {
      return new Verdict.Verified(
          "Nothing was broken, so there was nothing to recover from.", null);
    }
    if (undone.isEmpty()) {
      return new Verdict.NotProven("A fault was never undone, so nothing could recover from it.");
    }
    if (!phase.complete()) {
      return new Verdict.NotProven(
          "The run ended before phase " + phase.name() + " was measured whole.");
    }
    Optional<Check> broken = first(Effect.INVALID);
    if (broken.isPresent()) {
      return new Verdict.Invalid(PhaseJudge.sentence(broken.get()));
    }
    if (noBaseline.isPresent() || recovery.isEmpty()) {
      return new Verdict.NotProven(noBaseline.orElse("There is no band to come back into."));
    }
    Verdict verdict =
        new Recovered(evidence, experiment.limits(), phase.phase(), undone.getAsLong())
            .verdict(recovery.get());
    Optional<Check> less = first(Effect.INVALID_UNLESS_REFUTED);
    return verdict instanceof Verdict.Verified && less.isPresent()
        ? new Verdict.Invalid(PhaseJudge.sentence(less.get()))
        : verdict;
  }

  private Optional<Check> first(Effect effect) {
    return checks.stream().filter(check -> check.broken(effect)).findFirst();
  }

  private @Nullable Long lastGood() {
    OptionalLong begun = given.faults().begun();
    if (begun.isEmpty()) {
      return null;
    }
    long whole = Math.floorDiv(begun.getAsLong() - phase.phase().begin(), 1000L);
    for (int i = (int) Math.min(whole, inBand.size()) - 1; i >= 0; i--) {
      if (inBand.get(i)) {
        return at(i);
      }
    }
    return null;
  }

  private @Nullable Long firstGood(Optional<Recovery> recovery) {
    return recovery.isPresent() && recovery.get().second().isPresent()
        ? at(recovery.get().second().getAsInt())
        : null;
  }

  private long at(int second) {
    return phase.phase().begin() + 1000L * second;
  }

  private List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (Second second : given.seconds()) {
      long t = at(second.second());
      Band.Edge edge = band == null ? null : band.at(second.second());
      points.add(
          new Point(
              t,
              second.ok(),
              second.failed(),
              given.writes().unknown(t, t + 1000),
              orNaN(second.p50()),
              orNaN(second.p99()),
              edge == null ? Double.NaN : edge.okLeast(),
              edge == null ? Double.NaN : edge.failedMost(),
              edge == null ? Double.NaN : edge.p99Most()));
    }
    return points;
  }

  private static double orNaN(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}
