package reports.judge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reports.autoscaling.Sync;
import reports.claims.Claim;
import reports.log.PhaseSamples;
import reports.run.Audit;
import reports.run.EnvironmentFacts;
import reports.run.Event;
import reports.run.Host;
import reports.run.Phase;
import reports.run.Run;
import reports.run.SystemSecond;

/**
 * What a run folder holds, read once.
 *
 * @param damage what makes all of it worthless, a clause each
 * @param notes what is missing, a sentence each
 * @param phases with their samples, in order of time
 * @param probe the probe's requests, none where there was no probe
 * @param syncs of the autoscaler, in order of time
 * @param ledger what the ledger holds, null where there is none
 * @param injectors those that the run was to have
 * @param requests in the log of each injector, by its number
 * @param experiment what it holds of an experiment, null where the run was none
 * @param logComplete whether every log ends where a record ends and the run finished
 */
record Evidence(
    Run run,
    Optional<Host> host,
    Optional<EnvironmentFacts> facts,
    List<String> damage,
    List<String> notes,
    List<PhaseEvidence> phases,
    List<Judgement.GeneratorPoint> generator,
    List<SystemSecond> system,
    List<Event> events,
    Optional<Audit> audit,
    ProbeScan probe,
    List<Sync> syncs,
    @Nullable LedgerScan ledger,
    Injectors injectors,
    Map<Integer, Long> requests,
    @Nullable ExperimentEvidence experiment,
    boolean logComplete) {
  /** Whether every phase was covered to its end. */
  boolean allComplete() {
    return phases.stream().allMatch(PhaseEvidence::complete);
  }

  /** The measured phases that a claim is judged on. */
  List<PhaseEvidence> measuredFor(Claim claim) {
    return phases.stream()
        .filter(phase -> phase.phase().measured())
        .filter(phase -> claim.workload().stream().anyMatch(it -> it.matches(phase.name())))
        .toList();
  }

  /**
   * A phase and what was measured in it.
   *
   * @param complete whether the evidence covers all of it
   * @param system the system's seconds in it
   */
  record PhaseEvidence(
      Phase phase,
      boolean complete,
      PhaseSamples samples,
      GeneratorHealth generator,
      List<SystemSecond> system) {
    String name() {
      return phase.name();
    }
  }
}
