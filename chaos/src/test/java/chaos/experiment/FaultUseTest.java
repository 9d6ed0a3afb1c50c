package chaos.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import chaos.faults.FaultFailed;
import chaos.undo.Journal;
import chaos.undo.Undo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.run.Experiment.FaultRecord;
import reports.run.Experiment.Testimony;

final class FaultUseTest {
  @TempDir Path folder;
  private Path journals;
  private Path file;
  private final List<String> events = new ArrayList<>();

  @BeforeEach
  void makeFolders() throws Exception {
    journals = Files.createDirectory(folder.resolve("journals"));
    file = folder.resolve("broken");
  }

  @Test
  void isJournalledInjectedWitnessedAndUndone() {
    FaultRecord record = use(new Made.FileInjection("pod-1", file));

    assertThat(record.failure()).isNull();
    assertThat(record.witness())
        .isEqualTo(new Testimony("the file system", "not there", "there", "not there", true));
    assertThat(record.begun()).isBetween(1L, Objects.requireNonNull(record.injected()));
    assertThat(record.undone()).isGreaterThanOrEqualTo(record.injected());
    assertThat(events).containsExactly("injected at pod-1", "undone at pod-1");
    assertThat(file).doesNotExist();
    assertThat(journals).isEmptyDirectory();
  }

  @Test
  void hasItsUndoOnDiskBeforeItIsInjected() {
    List<String> found = new ArrayList<>();

    use(
        new Made.FileInjection("pod-1", file) {
          @Override
          public void inject() throws FaultFailed, InterruptedException {
            found.addAll(journalLines());
            super.inject();
          }
        });

    assertThat(found).singleElement().asString().contains("planned").contains("remove-file");
  }

  @Test
  void isNotWitnessedWhereTheInjectionDoesNothing() {
    FaultRecord record =
        use(
            new Made.FileInjection("pod-1", file) {
              @Override
              public void inject() {
                // The defect that a witness is for.
              }
            });

    assertThat(record.failure()).isNull();
    assertThat(Objects.requireNonNull(record.witness()).fired()).isFalse();
  }

  @Test
  void isUndoneWhereTheInjectionFailsHalfway() {
    FaultRecord record =
        use(
            new Made.FileInjection("pod-1", file) {
              @Override
              public void inject() throws FaultFailed, InterruptedException {
                super.inject();
                throw new FaultFailed("the rest of it failed");
              }
            });

    assertThat(record.failure()).isEqualTo("not injected: the rest of it failed");
    assertThat(record.injected()).isNull();
    assertThat(record.undone()).isNotNull();
    assertThat(file).doesNotExist();
    assertThat(journals).isEmptyDirectory();
  }

  @Test
  void staysInTheJournalWhereAnUndoFails() {
    FaultRecord record =
        use(
            new Made.FileInjection("pod-1", file) {
              @Override
              public List<Undo> undos() {
                return List.of(new Undo.RunCommand(List.of("false"), List.of()));
              }
            });

    assertThat(record.undone()).isNull();
    assertThat(record.failure()).contains("could not run false");
    assertThat(journalLines()).isNotEmpty();
  }

  @Test
  void isNotAsBeforeWhereTheRepairFails() {
    FaultRecord record =
        use(
            new Made.FileInjection("pod-1", file) {
              @Override
              public void repair() throws FaultFailed {
                throw new FaultFailed("it does not serve");
              }
            });

    assertThat(record.undone()).isNull();
    assertThat(record.failure()).isEqualTo("not repaired: it does not serve");
  }

  private FaultRecord use(Made.FileInjection injection) {
    try (Journal journal = Journal.begin(journals, "run")) {
      var use = new FaultUse("marking", injection, journal, events::add);
      use.run(new CountDownLatch(1), System.currentTimeMillis() + 50);
      return use.record(1);
    }
  }

  private List<String> journalLines() {
    try (var files = Files.list(journals)) {
      List<String> lines = new ArrayList<>();
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        lines.addAll(Files.readAllLines(each));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
