package reports.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reports.statistics.Histogram;

/**
 * Records a second that are read of a log of 16 million records, which is larger than the heap, on
 * one core. Bar: 3 million a second with 256 MB of heap.
 *
 * <p>{@code ./headroom bench LogReadingBenchmark}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx256m", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1"})
@State(Scope.Benchmark)
public class LogReadingBenchmark {
  private static final int RECORDS = 16_000_000;
  private static final long BEGIN = 1_750_000_000_000L;
  private static final int MINUTES = 60;
  private static final List<String> KINDS =
      List.of("lesson page", "video position", "quiz answer", "catalogue", "notifications");

  private Path log = Path.of("");

  /** Writes the log: one record in ten is of a user, one request in a thousand failed. */
  @Setup
  public void write() throws IOException {
    log = Files.createTempFile("headroom-benchmark", ".log");
    RunHeader header =
        new RunHeader("3.15.1", "HeadroomSimulation", BEGIN, "", List.of("learners"));
    try (LogWriter writer = new LogWriter(log, header)) {
      for (int i = 1; i < RECORDS; i++) {
        long at = BEGIN + (long) i * MINUTES * 60_000 / RECORDS;
        if (i % 10 == 0) {
          writer.user(0, i % 20 == 0, at);
        } else {
          boolean ok = i % 1_000 != 7;
          String kind = KINDS.get(i % KINDS.size());
          writer.request(kind, at, at + 2 + (i * 7 & 63), ok, ok ? "" : "status 503");
        }
      }
    }
  }

  /** Removes it. */
  @TearDown
  public void delete() throws IOException {
    Files.delete(log);
  }

  /** Only the reader. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public long read() {
    long records = GatlingLog.read(log, new LogVisitor() {}).records();
    if (records != RECORDS) {
      throw new IllegalStateException("%d records were read.".formatted(records));
    }
    return records;
  }

  /** With what the judge takes of each request. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public Histogram collect() {
    SampleCollector collector =
        new SampleCollector(List.of(new PhaseWindow("all", BEGIN, BEGIN + MINUTES * 60_000L)));
    GatlingLog.read(log, collector);
    return collector.samples().getFirst().all().successes();
  }
}
