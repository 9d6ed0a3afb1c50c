package reports.page;

import benchmarks.Bar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;
import reports.judge.Judge;
import reports.judge.Judgement;
import reports.judge.LevelResult;

/**
 * The whole way from raw evidence to a page, for a run of 20 million requests over two hours: log,
 * plan and the generator's record are read, the levels of four claims are tested, all requests
 * together and each kind by itself with bounds by bootstrap, and the page is made. Bar: {@value
 * #SECONDS} s a report.
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
  private static final double SECONDS = 30;

  /** Levels of pod-users and pod-rate: two of all and two of each of 13 kinds, and errors. */
  private static final int LEVELS = 2 * (2 + 2 * 13 + 1);

  /** Requests in the log. */
  @Param("20000000")
  public int requests;

  private final Bar bar = Bar.atMost(SECONDS, "s", "the report of a long run");
  private Path runs = Path.of("");
  private Path run = Path.of("");
  private Path claims = Path.of("");

  /** Writes the run folder. */
  @Setup
  public void write() throws IOException {
    // Of the checkout, which ./headroom starts benchmarks in.
    claims = Path.of("reports", "claims.yaml").toAbsolutePath();
    runs = Files.createTempDirectory("headroom-benchmark");
    run = LongRun.write(runs, requests);
  }

  /** Rounds that warm up don't count. */
  @Setup(Level.Iteration)
  public void begin(IterationParams iteration) {
    bar.begin(iteration);
  }

  /** From the folder to the page. */
  @Benchmark
  public String report() {
    long start = System.nanoTime();
    Judgement judgement = Judge.judge(run, claims);
    String page = ReportPage.render(judgement);
    bar.round((System.nanoTime() - start) / 1e9);
    requireLevels(judgement);
    return page;
  }

  /** A report that tests nothing is quick. */
  private static void requireLevels(Judgement judgement) {
    List<LevelResult> levels =
        judgement.claims().stream()
            .filter(judged -> judged.claim().id().startsWith("pod-") && judged.ofTheProfile())
            .flatMap(judged -> judged.levels().stream())
            .toList();
    if (levels.size() != LEVELS) {
      throw new IllegalStateException(
          "%d levels were tested and not %d: %s"
              .formatted(levels.size(), LEVELS, judgement.claims().getFirst().verdict()));
    }
  }

  /** Removes the run folder, and fails above the bar. */
  @TearDown
  public void judge() throws IOException {
    try (Stream<Path> files = Files.walk(runs)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    bar.judge();
  }
}
