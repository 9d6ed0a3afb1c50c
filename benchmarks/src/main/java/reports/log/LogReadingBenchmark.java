package reports.log;

import benchmarks.Bar;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;
import reports.statistics.Histogram;

/**
 * Records a second that are read of a log of 16 million records, which is larger than the heap, on
 * one core. Bar: {@value #MILLIONS} million a second, in less than 256 MB of heap; where more than
 * one core works for it, their time counts together.
 *
 * <p>{@code ./headroom bench LogReadingBenchmark}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx240m", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1"})
@State(Scope.Benchmark)
public class LogReadingBenchmark {
  private static final double MILLIONS = 3;
  private static final int RECORDS = 16_000_000;
  private static final long BEGIN = 1_750_000_000_000L;
  private static final int MINUTES = 60;
  private static final List<String> KINDS =
      List.of("lesson page", "video position", "quiz answer", "catalogue", "notifications");

  private final Bar bar = Bar.atLeast(MILLIONS, "million records a second", "reading a log");
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

  /** Rounds that warm up don't count. */
  @Setup(Level.Iteration)
  public void begin(IterationParams iteration) {
    bar.begin(iteration);
  }

  /** Removes it, and fails below the bar. */
  @TearDown
  public void judge() throws IOException {
    Files.delete(log);
    bar.judge();
  }

  /** Only the reader. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public long read() {
    return timed(() -> readAll(new LogVisitor() {}));
  }

  /** With what the judge takes of each request. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public Histogram collect() {
    return timed(
        () -> {
          SampleCollector collector =
              new SampleCollector(
                  List.of(new PhaseWindow("all", BEGIN, BEGIN + MINUTES * 60_000L)));
          readAll(collector);
          return collector.samples().getFirst().all().successes();
        });
  }

  private <T> T timed(Supplier<T> reading) {
    long start = System.nanoTime();
    long cpu = cpuNanos();
    T result = reading.get();
    bar.round(RECORDS * 1_000.0 / Math.max(System.nanoTime() - start, cpuNanos() - cpu));
    return result;
  }

  private long readAll(LogVisitor visitor) {
    long records = GatlingLog.read(log, visitor).records();
    if (records != RECORDS) {
      throw new IllegalStateException("%d records were read.".formatted(records));
    }
    return records;
  }

  /** CPU of this process, its garbage collector and compilers included. */
  private static long cpuNanos() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }
}
