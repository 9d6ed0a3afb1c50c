package reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import reports.log.PhaseSamples;
import reports.run.EnvironmentFacts;
import reports.run.Phase;
import reports.run.Run;
import reports.run.RunFolder;
import reports.run.UnreadableEvidence;

/**
 * What a run measured, without a claim to hold it against, and whether its measurement counts.
 * Immutable.
 *
 * @param run what was asked
 * @param facts what it ran on, where it says so
 * @param damage what makes all of it worthless, a clause each
 * @param phases its measured phases, in order of time
 */
public record MeasuredRun(
    Run run, Optional<EnvironmentFacts> facts, List<String> damage, List<MeasuredPhase> phases) {
  /** Copies its lists. */
  public MeasuredRun {
    damage = List.copyOf(damage);
    phases = List.copyOf(phases);
  }

  /**
   * A measured phase.
   *
   * @param phase what was planned
   * @param samples what came of it
   * @param faults why its figures may say more of the generator than of the system, a sentence each
   */
  public record MeasuredPhase(Phase phase, PhaseSamples samples, List<String> faults) {
    /** Copies its list. */
    public MeasuredPhase {
      faults = List.copyOf(faults);
    }
  }

  /**
   * Reads it from a run folder.
   *
   * @throws UnreadableEvidence where not even {@code run.json} can be read
   */
  public static MeasuredRun read(RunFolder folder) {
    Evidence evidence = EvidenceReader.read(folder);
    return new MeasuredRun(
        evidence.run(),
        evidence.facts(),
        evidence.damage(),
        evidence.phases().stream()
            .filter(phase -> phase.phase().measured())
            .map(
                phase -> new MeasuredPhase(phase.phase(), phase.samples(), faults(evidence, phase)))
            .toList());
  }

  private static List<String> faults(Evidence evidence, Evidence.PhaseEvidence phase) {
    List<String> faults = new ArrayList<>();
    if (!phase.complete()) {
      faults.add("The run ended before phase " + phase.name() + " was measured whole.");
    }
    Stream.concat(InjectorChecks.of(evidence).stream(), GeneratorChecks.of(phase).stream())
        .filter(check -> check.state() == Check.State.BROKEN)
        .map(PhaseJudge::sentence)
        .forEach(faults::add);
    return faults;
  }
}
