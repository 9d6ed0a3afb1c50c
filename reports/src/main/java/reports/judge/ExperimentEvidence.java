package reports.judge;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reports.run.Baseline;
import reports.run.Baseline.Second;
import reports.run.Experiment;

/**
 * What a run folder holds of an experiment.
 *
 * @param baseline the same load without a fault; null where there is none
 * @param faults when they were in force
 * @param seconds of the first measured phase, each with the requests that ended in it; none where
 *     nothing was measured
 * @param writes by when they were made
 */
record ExperimentEvidence(
    Experiment experiment,
    @Nullable Baseline baseline,
    FaultSpans faults,
    List<Second> seconds,
    LedgerSeconds writes) {}
