package loadtests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import loadtests.settings.ProofSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.claims.Claims;
import reports.run.Ending;
import reports.run.ProofFolder;
import reports.run.ProofRuns;
import reports.run.ProofRuns.Step;

class ProofMakingTest {
  private static final Claims CLAIMS =
      Claims.read(
          Path.of(System.getProperty("headroom.root", "..")).resolve("reports/claims.yaml"));
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir Path proofs;
  private final ProofPlan plan = ProofPlan.of(ProofSettings.of(Map.of()), CLAIMS);
  private final List<String> said = new ArrayList<>();

  private ProofRuns made(ProofMaking.Starter starter) {
    var making = new ProofMaking(proofs, plan, starter, CLOCK);
    making.makeAll(said::add);
    return ProofFolder.find(proofs, "latest").read();
  }

  @Test
  void everyRunIsMadeAndPutDown() {
    ProofRuns runs =
        made(
            (step, idFile) -> {
              leave(idFile, "run-of-" + step.settings().profile().name());
              return 2;
            });
    assertThat(runs.ending()).isEqualTo(Ending.FINISHED);
    assertThat(runs.id()).startsWith("20260102T030405Z-embedded-");
    assertThat(runs.steps())
        .hasSameSizeAs(plan.steps())
        .allSatisfy(
            step -> {
              assertThat(step.status()).isEqualTo(2);
              assertThat(step.run()).isEqualTo("run-of-" + step.profile());
            });
    assertThat(said).hasSameSizeAs(plan.steps());
    assertThat(said.getFirst()).startsWith("Run 1 of ").contains("./headroom run pod");
  }

  @Test
  void aRunThatDoesNotStartStopsNoOther() {
    ProofRuns runs = made((_, _) -> 69);
    assertThat(runs.ending()).isEqualTo(Ending.FINISHED);
    assertThat(runs.steps().stream().map(Step::status)).containsOnly(69);
    assertThat(runs.steps().stream().filter(step -> step.run() != null)).isEmpty();
  }

  @Test
  void anInterruptStopsAllThatWouldFollow() {
    ProofRuns runs =
        made(
            (_, idFile) -> {
              leave(idFile, "cut-short");
              return 130;
            });
    assertThat(runs.ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(runs.steps().getFirst().run()).isEqualTo("cut-short");
    assertThat(runs.steps().stream().skip(1).map(Step::status)).containsOnlyNulls();
  }

  @Test
  void whatIsPlannedStandsInTheFolderBeforeTheFirstRunIsMade() {
    List<ProofRuns> seen = new ArrayList<>();
    made(
        (_, idFile) -> {
          Path folder = Objects.requireNonNull(idFile.getParent());
          seen.add(ProofFolder.find(proofs, folder.toString()).read());
          return 130;
        });
    assertThat(seen).singleElement().extracting(ProofRuns::ending).isEqualTo(Ending.RUNNING);
    assertThat(seen.getFirst().steps()).hasSameSizeAs(plan.steps());
  }

  private static void leave(Path file, String id) {
    try {
      Files.writeString(file, id + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
