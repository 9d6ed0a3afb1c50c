package loadtests.audit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reports.run.Ending;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;
import reports.run.Run;
import reports.run.RunFolder;

/** The writes of learner 1, as the generator would have put them down. */
final class LedgerInTheMaking {
  private final List<LedgerEntry> entries = new ArrayList<>();

  /** Sent at {@code at}, answered 5 ms later. */
  void add(
      String kind,
      String id,
      String object,
      @Nullable Long sequence,
      @Nullable String value,
      Outcome outcome,
      long at) {
    entries.add(
        new LedgerEntry(
            RunFolder.SCHEMA, at, at + 5, kind, id, 1, object, sequence, value, outcome, 200));
  }

  void removeIf(Predicate<LedgerEntry> which) {
    entries.removeIf(which);
  }

  /** Puts the last one down once more. */
  void repeatLast() {
    entries.add(entries.getLast());
  }

  /** The folder of a run that had these writes, still open. */
  RunFolder write(Path runs) {
    var folder = RunFolder.create(runs, "smoke", "0000000", Instant.now());
    folder.write(run(folder.id()));
    try (var lines = folder.ledger()) {
      entries.forEach(lines::append);
    }
    return folder;
  }

  private static Run run(String id) {
    return new Run(
        RunFolder.SCHEMA,
        id,
        "smoke",
        "embedded",
        "0000000",
        1,
        new TreeMap<>(),
        List.of("no-lost-write"),
        0,
        null,
        Ending.RUNNING,
        List.of(),
        List.of(),
        new TreeMap<>());
  }
}
