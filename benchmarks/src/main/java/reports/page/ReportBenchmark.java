package reports.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reports.judge.Judge;
import reports.log.LogWriter;
import reports.log.RunHeader;
import reports.run.Ending;
import reports.run.GeneratorSecond;
import reports.run.JsonLines;
import reports.run.Phase;
import reports.run.Run;
import reports.run.RunFolder;

/**
 * The whole way from raw evidence to a page, for a run of 20 million requests over two hours: the
 * log is read, judged and shown. Bar: 30 s a report.
 *
 * <p>{@code ./headroom bench ReportBenchmark}
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@State(Scope.Benchmark)
public class ReportBenchmark {
  private static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final int SECONDS = 7_200;
  private static final List<String> KINDS =
      List.of("lesson page", "video position", "quiz answer", "catalogue", "notifications");

  /** Requests in the log. */
  @Param("20000000")
  public int requests;

  private Path runs = Path.of("");
  private Path run = Path.of("");
  private Path claims = Path.of("");

  /** Writes the run folder. */
  @Setup
  public void write() throws IOException {
    claims = root().resolve("reports").resolve("claims.yaml");
    runs = Files.createTempDirectory("headroom-benchmark");
    RunFolder folder = RunFolder.create(runs, "soak", "0123456789", Instant.ofEpochMilli(BEGIN));
    writeLog(folder);
    writeGenerator(folder);
    folder.write(run(folder).ended(BEGIN + SECONDS * 1000L, Ending.FINISHED));
    folder.seal();
    run = folder.path();
  }

  private static Path root() {
    String root = System.getProperty("headroom.root");
    return root == null ? Path.of("").toAbsolutePath() : Path.of(root);
  }

  private void writeLog(RunFolder folder) throws IOException {
    RunHeader header =
        new RunHeader("3.15.1", "HeadroomSimulation", BEGIN, "", List.of("learners"));
    try (LogWriter log = new LogWriter(folder.simulationLog(1), header)) {
      for (int i = 0; i < requests; i++) {
        long start = BEGIN + i * (SECONDS * 1000L) / requests;
        int millis = 2 + (i * 7 & 15) + (i % 101 == 0 ? 60 + i % 400 : 0);
        boolean ok = i % 20_011 != 0;
        String kind = KINDS.get(i % KINDS.size());
        log.request(kind, start, start + millis, ok, ok ? "" : "status 503");
      }
    }
  }

  private static void writeGenerator(RunFolder folder) {
    List<Double> lags = Collections.nCopies(100, 1.5);
    try (JsonLines lines = folder.generator(1)) {
      for (int second = 0; second < SECONDS; second++) {
        lines.append(
            new GeneratorSecond(
                RunFolder.SCHEMA,
                BEGIN + second * 1000L,
                0.4,
                4,
                0.5,
                12,
                List.of(),
                lags,
                List.of(),
                List.of(),
                List.of(900.0),
                1_000,
                300,
                1_000));
      }
    }
  }

  private Run run(RunFolder folder) {
    SortedMap<String, Long> planned = new TreeMap<>();
    KINDS.forEach(kind -> planned.put(kind, (long) requests / KINDS.size()));
    List<Phase> phases = new ArrayList<>();
    phases.add(
        new Phase(
            "soak",
            true,
            BEGIN,
            BEGIN + SECONDS * 1000L,
            null,
            (double) requests / SECONDS,
            null,
            planned,
            null,
            null,
            List.of()));
    return new Run(
        RunFolder.SCHEMA,
        folder.id(),
        "soak",
        "embedded",
        "0123456789",
        42,
        new TreeMap<>(),
        List.of("errors"),
        BEGIN,
        null,
        Ending.RUNNING,
        List.of(),
        phases,
        new TreeMap<>());
  }

  /** From the folder to the page. */
  @Benchmark
  public String report() {
    return ReportPage.render(Judge.judge(run, claims));
  }

  /** Removes the run folder. */
  @TearDown
  public void delete() throws IOException {
    try (Stream<Path> files = Files.walk(runs)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
