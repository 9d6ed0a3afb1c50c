package reports.judge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reports.autoscaling.HpaComparison;
import reports.claims.Claim;
import reports.claims.Claim.Target;
import reports.claims.Claims;
import reports.claims.InvalidClaims;
import reports.judge.Evidence.PhaseEvidence;
import reports.judge.Judgement.ClaimJudgement;
import reports.run.NoSuchRun;
import reports.run.RunFolder;
import reports.run.UnreadableEvidence;

/** Gives each claim one verdict from a run folder and from nothing else. */
public final class Judge {
  private final Evidence evidence;
  private final Claims claims;
  private final Levels levels;
  private final Headlines headlines;
  private final HpaComparison autoscaling;
  private final List<String> damage;
  private final Set<Check> checks = new LinkedHashSet<>();
  private @Nullable ExperimentResult experiment;

  private Judge(Evidence evidence, Claims claims) {
    this.evidence = evidence;
    this.claims = claims;
    this.levels = new Levels(evidence.run().seed());
    this.headlines = new Headlines(evidence);
    this.autoscaling = HpaComparison.of(evidence.syncs());
    this.damage = new ArrayList<>(evidence.damage());
    for (String id : evidence.run().claims()) {
      if (claims.find(id).isEmpty()) {
        damage.add("run.json names a claim " + id + ", which the claims file does not hold");
      }
    }
  }

  /**
   * Judges the run in a folder by the claims of a file.
   *
   * @throws NoSuchRun where the folder is not a run folder
   * @throws InvalidClaims naming every mistake of the claims file
   * @throws UnreadableEvidence where not even {@code run.json} can be read
   */
  public static Judgement judge(Path run, Path claims) {
    return judge(RunFolder.open(run), Claims.read(claims));
  }

  /** Judges a run by claims. */
  public static Judgement judge(RunFolder folder, Claims claims) {
    return new Judge(EvidenceReader.read(folder), claims).judgement();
  }

  private Judgement judgement() {
    List<ClaimJudgement> judged = new ArrayList<>();
    List<String> ids = evidence.run().claims();
    List<String> notes = new ArrayList<>(evidence.notes());
    damage.forEach(what -> notes.add("The evidence is damaged: " + what + "."));
    for (String id : ids) {
      claims.find(id).ifPresent(claim -> judged.add(judge(claim)));
    }
    for (Claim claim : claims.all()) {
      if (!ids.contains(claim.id())) {
        judged.add(new ClaimJudgement(claim, false, notMadeFor(claim), List.of()));
      }
    }
    return new Judgement(
        evidence.run(),
        evidence.host(),
        headlines.headline(judged.stream().filter(ClaimJudgement::ofTheProfile).toList()),
        judged,
        evidence.phases().stream()
            .map(phase -> PhaseResults.of(phase, evidence.run().seed()))
            .toList(),
        List.copyOf(checks),
        evidence.generator(),
        InjectorResults.of(evidence),
        evidence.system(),
        evidence.events(),
        evidence.audit(),
        notes,
        NextSteps.of(evidence, judged),
        evidence.syncs().isEmpty() ? Optional.empty() : Optional.of(autoscaling),
        Optional.ofNullable(experiment));
  }

  private Verdict notMadeFor(Claim claim) {
    String command =
        claim.built()
            ? "`" + claim.command() + "` would judge it."
            : "`" + claim.command() + "` will judge it, and is not built yet.";
    return new Verdict.OutOfScope(
        "Profile " + evidence.run().profile() + " was not made to judge it. " + command,
        claim.command());
  }

  private ClaimJudgement judge(Claim claim) {
    List<LevelResult> results = new ArrayList<>();
    Verdict verdict = verdict(claim, results);
    return new ClaimJudgement(claim, true, verdict, results);
  }

  private Verdict verdict(Claim claim, List<LevelResult> results) {
    if (!damage.isEmpty()) {
      return new Verdict.Invalid("The evidence is damaged: " + String.join("; ", damage) + ".");
    }
    var left = Scope.left(evidence, claim);
    if (left.isPresent()) {
      return new Verdict.OutOfScope(left.get(), claim.command());
    }
    return switch (claim.method()) {
      case LEVELS -> levels(claim, results);
      case STEPS -> steps(claim, results);
      case CENSUS -> census(claim);
      case ROLLOUTS -> rollouts(claim);
      case EXPERIMENT -> experiment(claim);
      case AUTOSCALING -> autoscaling(claim, results);
      case IMAGE_SIZE -> new ImageSize(evidence, claim).verdict();
      case HARDENING -> new Hardening(evidence, claim).verdict();
      case POD_CONNECTIONS -> new Connections(evidence, claim).ofEachPod();
      case TOTAL_CONNECTIONS -> new Connections(evidence, claim).inAll();
      case MONTH -> new Month(evidence, claim).verdict();
      case NONE -> notMadeFor(claim);
    };
  }

  private Verdict census(Claim claim) {
    List<Check> found = new ArrayList<>(Census.checks(evidence));
    // How many requests the pods counted says nothing about what the database holds.
    SystemChecks.of(evidence, claim).stream()
        .filter(check -> !check.name().equals(SystemChecks.REQUESTS_COUNTED))
        .forEach(found::add);
    checks.addAll(found);
    return new Census(evidence, found).verdict();
  }

  private Verdict experiment(Claim claim) {
    ExperimentEvidence given = evidence.experiment();
    Optional<PhaseEvidence> measured =
        evidence.phases().stream().filter(phase -> phase.phase().measured()).findFirst();
    if (given == null) {
      return new Verdict.NotProven("The run holds no experiment.json, so nothing was broken.");
    }
    if (measured.isEmpty()) {
      return new Verdict.NotProven("The run measured no phase.");
    }
    List<Check> found = ExperimentChecks.of(evidence, measured.get(), claim);
    checks.addAll(found);
    experiment =
        new ExperimentJudge(evidence, given, measured.get(), found, census(claim)).result();
    return ExperimentJudge.verdict(experiment);
  }

  /**
   * Late starts and slow answers change when requests fail, not whether: the generator's lag is
   * nothing to this verdict.
   */
  private Verdict rollouts(Claim claim) {
    Rollouts rollouts = new Rollouts(evidence, claim);
    checks.addAll(rollouts.checks());
    return rollouts.verdict();
  }

  private Verdict autoscaling(Claim claim, List<LevelResult> results) {
    Autoscaling scaling =
        new Autoscaling(evidence, Objects.requireNonNull(claim.scaling()), autoscaling);
    checks.addAll(scaling.checks());
    return gravest(List.of(scaling.verdict(), levels(claim, results)));
  }

  private Verdict levels(Claim claim, List<LevelResult> results) {
    List<Verdict> verdicts = new ArrayList<>();
    for (PhaseEvidence phase : evidence.phases()) {
      for (Target target : claim.workload()) {
        if (phase.phase().measured() && target.matches(phase.name())) {
          Verdict verdict =
              SharedCores.weighed(evidence, claim, judge(claim, phase, target, results));
          headlines.phase(claim, phase, verdict);
          verdicts.add(verdict);
          break;
        }
      }
    }
    if (verdicts.isEmpty()) {
      String phases = String.join(" or ", claim.workload().stream().map(Target::phase).toList());
      return new Verdict.NotProven("The run measured no phase called " + phases + ".");
    }
    boolean mayLackPhases = !evidence.allComplete();
    boolean several =
        claim.workload().size() > 1 || claim.workload().getFirst().phase().equals("measured");
    if (mayLackPhases && several) {
      verdicts.add(new Verdict.NotProven("The run ended before all of its phases were measured."));
    }
    return gravest(verdicts);
  }

  private Verdict judge(
      Claim claim, PhaseEvidence phase, Target target, List<LevelResult> results) {
    List<LevelResult> tested = levels.of(phase, claim);
    results.addAll(tested);
    List<Check> found = new ArrayList<>(InjectorChecks.of(evidence));
    found.addAll(GeneratorChecks.of(phase));
    found.addAll(SystemChecks.of(evidence, claim));
    found.addAll(LoadChecks.of(phase, evidence.phases(), claim));
    found.add(Resources.of(phase, evidence).machine(phase.name()));
    checks.addAll(found);
    return new PhaseJudge(phase, target, found, tested).verdict();
  }

  /** A valid measurement that refutes is not undone by another that is invalid. */
  static Verdict gravest(List<Verdict> verdicts) {
    return Stream.of(
            Verdict.Refuted.class,
            Verdict.Invalid.class,
            Verdict.NotProven.class,
            Verdict.Verified.class)
        .flatMap(type -> verdicts.stream().filter(type::isInstance))
        .findFirst()
        .orElseThrow();
  }

  private Verdict steps(Claim claim, List<LevelResult> results) {
    List<Steps.Step> steps = new ArrayList<>();
    for (PhaseEvidence phase : evidence.phases()) {
      for (Target target : claim.workload()) {
        Double rate = phase.phase().requestsPerSecond();
        if (phase.phase().measured() && target.matches(phase.name()) && rate != null) {
          steps.add(new Steps.Step(phase, rate, judge(claim, phase, target, results)));
        }
      }
    }
    Steps rising = new Steps(evidence, claim.stated().value(), steps);
    headlines.steps(claim, rising);
    return rising.verdict();
  }
}
