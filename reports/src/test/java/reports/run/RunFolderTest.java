package reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T10:20:30Z");

  @TempDir Path runs;
  private RunFolder folder;

  @BeforeEach
  void create() {
    folder = RunFolder.create(runs, "pod", "0123456789abcdef", BEGIN);
    folder.write(run(folder.id()));
  }

  private static Run run(String id) {
    Phase phase =
        new Phase(
            "rate",
            true,
            1_000,
            61_000,
            null,
            500.0,
            null,
            new TreeMap<>(Map.of("catalogue", 30_000L)),
            3_000,
            10,
            List.of(0, 7, 19));
    return new Run(
        RunFolder.SCHEMA,
        id,
        "pod",
        "embedded",
        "0123456789abcdef",
        1,
        new TreeMap<>(Map.of("users", "1000")),
        List.of("pod-rate"),
        0,
        null,
        Ending.RUNNING,
        List.of(),
        List.of(phase),
        new TreeMap<>());
  }

  @Test
  void namesAFolderByInstantProfileAndCommitAndNumbersThoseOfOneSecond() {
    assertThat(folder.id()).isEqualTo("20260301T102030Z-pod-0123456");
    assertThat(RunFolder.create(runs, "pod", "0123456789abcdef", BEGIN).id())
        .isEqualTo("20260301T102030Z-pod-0123456-2");
  }

  @Test
  void readsBackTheRunThatItWrote() {
    assertThat(RunFolder.open(folder.path()).run()).isEqualTo(run(folder.id()));
  }

  @Test
  void readsLinesUpToATruncatedLastOne() throws IOException {
    try (JsonLines events = folder.events()) {
      events.append(new Event(1, 5, "note", "a", null));
      events.append(new Event(1, 6, "note", "b", "ü"));
    }
    Path file = folder.path().resolve("events.jsonl");
    Files.writeString(file, "{\"schema\":1,\"t\":7,\"ki", StandardOpenOption.APPEND);
    List<Event> read = new ArrayList<>();
    assertThat(folder.readEvents(read::add)).isEqualTo(new RunFolder.Reading(2, true));
    assertThat(read)
        .containsExactly(new Event(1, 5, "note", "a", null), new Event(1, 6, "note", "b", "ü"));
  }

  @Test
  void namesTheLineThatIsNotJson() throws IOException {
    Files.writeString(
        folder.path().resolve("events.jsonl"),
        "{\"schema\":1,\"t\":7,\"kind\":\"note\",\"name\":\"a\"}\nnonsense\n");
    assertThatThrownBy(() -> folder.readEvents(_ -> {}))
        .isInstanceOf(UnreadableEvidence.class)
        .hasMessageStartingWith("events.jsonl line 2: ");
  }

  @Test
  void refusesASchemaVersionThatItDoesNotKnow() throws IOException {
    Path file = folder.path().resolve("run.json");
    Files.writeString(file, Files.readString(file).replace("\"schema\" : 1", "\"schema\" : 2"));
    assertThatThrownBy(folder::run)
        .isInstanceOf(UnreadableEvidence.class)
        .hasMessage("run.json has schema version 2, and this reader knows only 1");
  }

  @Test
  void keepsSystemSamplesThatDescribeThemselves() {
    Map<String, Object> pod = Map.of("cpu", 0.5, "requests", 12, "unheardOf", "x");
    try (JsonLines system = folder.system()) {
      system.append(9_000, Map.of("machineCpu", 0.25, "processes", Map.of("pod-1", pod)));
    }
    List<SystemSecond> read = new ArrayList<>();
    folder.readSystem(read::add);
    assertThat(read).hasSize(1);
    assertThat(read.getFirst().processes())
        .hasEntrySatisfying("pod-1", sample -> assertThat(sample.requests()).isEqualTo(12.0));
    assertThat(read.getFirst().podsReady()).isNull();
  }

  @Test
  void seesEveryChangeOfASealedFolder() throws IOException {
    try (JsonLines ledger = folder.ledger();
        JsonLines generator = folder.generator(1)) {
      ledger.append(new Event(1, 1, "note", "stands for any line", null));
      generator.flush();
    }
    Files.write(folder.simulationLog(1), new byte[] {0, 1, 2});
    folder.seal();
    assertThat(folder.brokenSeals()).isEmpty();

    Files.write(folder.simulationLog(1), new byte[] {0, 1, 3});
    Files.delete(folder.path().resolve("ledger.jsonl"));
    folder.events().close();
    assertThat(folder.brokenSeals())
        .containsExactly(
            "injectors/1/simulation.log was changed after the run",
            "ledger.jsonl is missing",
            "events.jsonl was added after the run");
  }

  @Test
  void findsARunByPathUniquePrefixAndLatest() {
    RunFolder later = RunFolder.create(runs, "smoke", "0123456789", BEGIN.plusSeconds(60));
    later.write(run(later.id()));
    assertThat(RunFolder.find(runs, "latest").id()).isEqualTo(later.id());
    assertThat(RunFolder.find(runs, "20260301T102030").id()).isEqualTo(folder.id());
    assertThat(RunFolder.find(runs, later.path().toString()).id()).isEqualTo(later.id());
    assertThatThrownBy(() -> RunFolder.find(runs, "2026"))
        .isInstanceOf(NoSuchRun.class)
        .hasMessage(
            "more than one run begins with 2026; the newest are "
                + folder.id()
                + ", "
                + later.id());
    assertThatThrownBy(() -> RunFolder.find(runs, "zzz"))
        .hasMessageStartingWith("no run begins with zzz; the newest are ");
  }

  @Test
  void theLedgersOfSeveralInjectorsAreReadOneAfterTheOther() {
    for (int number : List.of(10, 2, 1)) {
      try (JsonLines ledger = folder.injector(number).ledger()) {
        ledger.append(
            new LedgerEntry(
                1,
                7,
                9,
                "rating",
                "key",
                number,
                "course:3",
                null,
                "5",
                LedgerEntry.Outcome.ACKNOWLEDGED,
                200));
      }
    }
    List<Long> users = new ArrayList<>();
    RunFolder.Reading reading = folder.readLedger(entry -> users.add(entry.user()));

    assertThat(users).containsExactly(1L, 2L, 10L);
    assertThat(reading).isEqualTo(new RunFolder.Reading(3, false));
    assertThat(folder.ledgers()).hasSize(3);
  }

  @Test
  void whatIsKnownOfAnInjectorIsWrittenAndRead() {
    assertThat(folder.injectors()).isEmpty();
    var running =
        new Injector(1, 2, "machine", "0-1", -0.25, 0.1, null, null, false, null, null, null);
    var ended = new Injector(1, 1, "machine", "0-1", 0.5, 0.1, 17L, 0, true, 12L, 11L, "as asked");
    folder.injector(2).write(running);
    folder.injector(1).write(ended);

    assertThat(folder.injectors()).containsExactly(ended, running);
  }
}
