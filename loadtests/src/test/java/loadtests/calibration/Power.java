package loadtests.calibration;

import com.fasterxml.jackson.databind.ObjectMapper;
import environments.ParentWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import loadtests.record.RunIdentity;
import loadtests.settings.ProjectRoot;

/**
 * How often the harness is right: every known case so many times, each verdict kept in {@code
 * docs/power.json}. Interrupted, it goes on where it was. Exits with 0 where each case has at most
 * two misses and none is wrongly VERIFIED, else with 1.
 */
final class Power {
  private static final int RUNS = 20;
  private static final int MISSES_MAX = 2;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The file's content. */
  record Book(int schema, List<Entry> runs) {}

  /**
   * One run.
   *
   * @param known the name of the case
   * @param expected the right verdict
   * @param verdict what the judge said
   * @param broken the levels that it found broken
   * @param at when, in UTC
   */
  record Entry(
      String known,
      long seed,
      String expected,
      String verdict,
      List<String> broken,
      String commit,
      String at) {
    boolean missed() {
      return !verdict.equals(expected);
    }

    boolean wronglyVerified() {
      return missed() && verdict.equals("VERIFIED");
    }
  }

  private final Path file = ProjectRoot.find().resolve("docs").resolve("power.json");
  private final List<Entry> entries = new ArrayList<>();

  private Power() throws IOException {
    if (Files.exists(file)) {
      entries.addAll(MAPPER.readValue(file.toFile(), Book.class).runs());
    }
  }

  static void main() throws IOException, InterruptedException {
    ParentWatch.exitWithParent();
    System.exit(new Power().run() ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    var database = new KnownDatabase();
    List<KnownCase> cases = new ArrayList<>(KnownCase.withoutDatabase());
    cases.add(KnownCase.forgetful(database::server));
    for (int seed = 1; seed <= RUNS; seed++) {
      for (KnownCase known : cases) {
        if (!has(known, seed)) {
          measure(known, seed, database.url());
        }
      }
    }
    return cases.stream().map(this::isRight).reduce(true, Boolean::logicalAnd);
  }

  private boolean has(KnownCase known, long seed) {
    return entries.stream().anyMatch(e -> e.known().equals(known.name()) && e.seed() == seed);
  }

  private void measure(KnownCase known, long seed, String database)
      throws IOException, InterruptedException {
    KnownRun run = KnownRun.once(known, seed, database);
    var entry =
        new Entry(
            known.name(),
            seed,
            known.verdict(),
            run.decisive(),
            List.copyOf(run.broken()),
            RunIdentity.projectCommit(),
            Instant.now().toString());
    entries.add(entry);
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    MAPPER.writerWithDefaultPrettyPrinter().writeValue(temporary.toFile(), new Book(1, entries));
    Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    System.out.printf(
        "%-14s run %2d of %d: %s%s%n",
        known.name(), seed, RUNS, entry.verdict(), entry.missed() ? "  " + run.reasons() : "");
  }

  private boolean isRight(KnownCase known) {
    List<Entry> own = entries.stream().filter(e -> e.known().equals(known.name())).toList();
    long missed = own.stream().filter(Entry::missed).count();
    long wrong = own.stream().filter(Entry::wronglyVerified).count();
    System.out.printf(
        "%-14s %2d runs, %d missed, %d wrongly VERIFIED%n",
        known.name(), own.size(), missed, wrong);
    return missed <= MISSES_MAX && wrong == 0;
  }
}
