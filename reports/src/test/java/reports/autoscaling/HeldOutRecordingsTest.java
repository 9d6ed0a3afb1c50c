package reports.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reports.autoscaling.HpaSpec.Behavior;
import reports.run.RunFolder;

/**
 * The model predicts recordings that were not used in writing it.
 *
 * <p>Each file DATE-COMMIT.jsonl of the test resources' folder {@code autoscaling} is the
 * autoscaling.jsonl of a real run of profile autoscale, made after the model was written. Another
 * one is put there, and nothing else has to be changed.
 */
class HeldOutRecordingsTest {
  private static final Path RECORDINGS =
      Path.of(System.getProperty("headroom.root", ".."))
          .resolve("reports/src/test/resources/autoscaling");

  /** From 3 pods to 20. */
  private static final int SCALED_LEAST = 17;

  @TempDir Path runs;

  /** Until there is one, this test is shown as skipped, with what is missing. */
  @Test
  void aRecordingIsKept() throws IOException {
    Assumptions.assumeFalse(
        files().isEmpty(),
        "No recording is kept in "
            + RECORDINGS
            + ": put the autoscaling.jsonl of a run of profile autoscale there, as"
            + " DATE-COMMIT.jsonl.");
  }

  @TestFactory
  List<DynamicTest> theModelPredictsARecordingThatWasNotUsedInWritingIt() throws IOException {
    return files().stream()
        .map(file -> dynamicTest(file.getFileName().toString(), () -> predicts(read(file))))
        .toList();
  }

  @TestFactory
  List<DynamicTest> aRecordingOfOtherDecisionsIsNotPredicted() throws IOException {
    return files().stream()
        .map(
            file ->
                dynamicTest(
                    file.getFileName().toString(),
                    () -> assertThat(HpaComparison.of(shifted(read(file))).faults()).isNotEmpty()))
        .toList();
  }

  /**
   * What is asserted of a real recording, of one that is as it should be and of one that is not.
   */
  @Test
  void whatIsAssertedHoldsOfARightRecordingAndNotOfAWrongOne() {
    List<Sync> right = made();
    predicts(right);
    assertThat(HpaComparison.of(shifted(right)).faults())
        .anyMatch(fault -> fault.contains("have no known cause"))
        .anyMatch(fault -> fault.contains("more than one step and one sync"));
    assertThat(scaled(right.subList(0, 2))).isLessThan(SCALED_LEAST);
  }

  private static void predicts(List<Sync> recording) {
    assertThat(scaled(recording)).as("pods of scaling").isGreaterThanOrEqualTo(SCALED_LEAST);
    HpaComparison comparison = HpaComparison.of(recording);
    assertThat(comparison.unread()).isEmpty();
    assertThat(comparison.compared()).isEqualTo(recording.size());
    assertThat(comparison.unknownShare()).isLessThanOrEqualTo(HpaComparison.UNKNOWN_MOST);
    assertThat(comparison.farOff()).as("farther off than one step and one sync").isEmpty();
    assertThat(comparison.faults()).isEmpty();
  }

  private static int scaled(List<Sync> recording) {
    return recording.stream().mapToInt(Sync::specReplicas).max().orElse(0)
        - recording.getFirst().specReplicas();
  }

  private static List<Path> files() throws IOException {
    if (!Files.isDirectory(RECORDINGS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(RECORDINGS)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private List<Sync> read(Path file) throws IOException {
    RunFolder folder = RunFolder.create(runs, "autoscale", "held-out", Instant.EPOCH);
    Files.copy(file, folder.path().resolve("autoscaling.jsonl"));
    List<Sync> syncs = new ArrayList<>();
    folder.readAutoscaling(syncs::add);
    return syncs;
  }

  /** The same, but that every decision of more than the fewest asks for three pods less. */
  private static List<Sync> shifted(List<Sync> recording) {
    return recording.stream().map(HeldOutRecordingsTest::shifted).toList();
  }

  private static Sync shifted(Sync sync) {
    HpaStatus status = sync.status();
    if (status == null) {
      return sync;
    }
    return new Sync(
        sync.schema(),
        sync.t(),
        sync.spec(),
        sync.specReplicas(),
        sync.statusReplicas(),
        sync.pods(),
        sync.readings(),
        new HpaStatus(
            Math.max(sync.spec().minReplicas(), status.desiredReplicas() - 3),
            status.currentUtilizationPercent(),
            status.ableToScale(),
            status.scalingActive(),
            status.scalingLimited()));
  }

  /** From three pods to twenty and back, as the defaults of Kubernetes do it. */
  private static List<Sync> made() {
    HpaModel autoscaler = new HpaModel();
    List<Sync> syncs = new ArrayList<>();
    int replicas = 3;
    for (int i = 0; i < 40; i++) {
      int percent = i > 2 && i < 12 ? 300 : 10;
      Sync seen = Pods.sync(Pods.spec(Behavior.DEFAULTS), 15 * i, replicas, percent);
      int desired = autoscaler.decideAndScale(seen).desiredReplicas();
      HpaStatus said = new HpaStatus(desired, percent, null, "ValidMetricFound", null);
      syncs.add(
          new Sync(1, seen.t(), seen.spec(), replicas, replicas, seen.pods(), Pods.CPU, said));
      replicas = desired;
    }
    return syncs;
  }
}
