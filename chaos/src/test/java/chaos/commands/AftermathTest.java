package chaos.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reports.judge.ExperimentResult;
import reports.judge.ExperimentResult.Proof;
import reports.judge.ExperimentResult.Question;
import reports.judge.Verdict;
import reports.run.Experiment;
import reports.run.Experiment.FaultRecord;
import reports.run.Experiment.Limits;

final class AftermathTest {
  private final Map<Question, Verdict> verdicts = new EnumMap<>(Question.class);

  private static final Verdict HOLDS = new Verdict.Verified("it holds", null);
  private static final Verdict OPEN = new Verdict.NotProven("nobody knows");
  private static final Verdict BROKEN = new Verdict.Refuted("it does not", null);

  @Test
  void thereIsNoneWhereEverythingIsUndoneRecoveredAndWhole() {
    assertThat(after(fault(20L, null))).isEmpty();
    verdicts.put(Question.LEVELS, BROKEN);
    verdicts.put(Question.DATA, OPEN);
    assertThat(after(fault(20L, null))).as("more failed than it may").isEmpty();
  }

  @Test
  void aFaultThatFailedOrStaysIsOne() {
    assertThat(after(fault(20L, "no such file"))).containsExactly("pod-killed failed");
    assertThat(after(fault(null, null))).containsExactly("pod-killed was not undone");
  }

  @Test
  void residueWrongDataAndAnOpenRecoveryAreOne() {
    verdicts.put(Question.RESIDUE, BROKEN);
    verdicts.put(Question.RECOVERY, OPEN);
    verdicts.put(Question.DATA, BROKEN);
    assertThat(after(fault(20L, null)))
        .containsExactly(
            "something may be left behind",
            "it is not known to be as before",
            "its data are wrong");
  }

  private List<String> after(FaultRecord fault) {
    List<Proof> proofs =
        List.of(Question.values()).stream()
            .map(question -> new Proof(question, verdicts.getOrDefault(question, HOLDS)))
            .toList();
    Experiment experiment =
        new Experiment(
            1,
            "pod-killed",
            "hypothesis",
            "command",
            new Limits(1, 10, 3, 1),
            List.of(fault),
            List.of(),
            null);
    return Aftermath.of(
        new ExperimentResult(experiment, null, proofs, null, null, null, 1, List.of()));
  }

  private static FaultRecord fault(@Nullable Long undone, @Nullable String failure) {
    return new FaultRecord("pod-killed", "pod-1", true, 10, 10L, 11L, undone, null, failure);
  }
}
