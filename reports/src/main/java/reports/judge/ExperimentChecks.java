package reports.judge;

import java.util.ArrayList;
import java.util.List;
import reports.claims.Claim;
import reports.judge.Check.Effect;
import reports.judge.Check.State;
import reports.judge.Evidence.PhaseEvidence;
import reports.run.Phase;

/**
 * What the load of an experiment must keep. A fault of the machine makes the generator late too,
 * and a late start changes when a request fails and not whether: its lag, pauses and CPU are shown
 * only. A schedule that was missed grossly is another load than the one that is spoken of.
 */
final class ExperimentChecks {
  private static final double PERCENT = 100;

  private ExperimentChecks() {}

  static List<Check> of(Evidence evidence, PhaseEvidence phase, Claim claim) {
    List<Check> checks = new ArrayList<>(InjectorChecks.of(evidence));
    GeneratorChecks.of(phase).stream()
        .map(check -> check.name().equals(GeneratorChecks.RECORDED) ? check : shown(check))
        .forEach(checks::add);
    checks.add(starts(phase));
    // More requests than planned are people who ask again, which is the fault's doing.
    LoadChecks.of(phase, evidence.phases(), claim).stream()
        .map(
            check ->
                check.name().equals(LoadChecks.REQUESTS_SENT) && check.value() < 0
                    ? check
                    : shown(check))
        .forEach(checks::add);
    return checks;
  }

  private static Check shown(Check check) {
    return new Check(
        check.name(),
        check.phase(),
        check.value(),
        check.limit(),
        check.unit(),
        check.state(),
        Effect.SHOWN,
        check.sentence());
  }

  private static Check starts(PhaseEvidence evidence) {
    Phase phase = evidence.phase();
    List<InjectorHealth> injectors = evidence.generator().each();
    long recorded = injectors.stream().mapToLong(each -> each.lags().total()).sum();
    long inTime =
        injectors.stream()
            .mapToLong(each -> each.lags().atMost(GeneratorHealth.ON_TIME_MILLIS))
            .sum();
    long planned = phase.arrivals().isEmpty() ? recorded : phase.arrivals().size();
    double share = planned == 0 ? PERCENT : PERCENT * inTime / planned;
    return new Check(
        "starts in time, whole phase",
        phase.name(),
        share,
        Limits.STARTS_UNDER_FAULTS_PERCENT,
        "%",
        share >= Limits.STARTS_UNDER_FAULTS_PERCENT ? State.KEPT : State.BROKEN,
        Effect.INVALID_UNLESS_REFUTED,
        "of the starts planned in %s, %s %% were made in time; the limit is %s %%"
            .formatted(
                phase.name(),
                Words.number(share),
                Words.number(Limits.STARTS_UNDER_FAULTS_PERCENT)));
  }
}
