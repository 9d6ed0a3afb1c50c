package reports.statistics;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Confidence bounds on the default run's open phase, 30,000 requests in 60 s: exact ones, and those
 * that a verdict rests on, which also take 2,000 resamples each in blocks of 1 s and 5 s.
 *
 * <p>{@code ./headroom bench BoundBenchmark}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class BoundBenchmark {
  private static final long SEED = 7;

  private final Samples samples = MeasuredPhase.samples();
  private final Histogram successes = samples.successes();

  /** p99 by order statistics. */
  @Benchmark
  public Estimate orderStatistics() {
    return OrderStatistics.percentile(successes, 0.99);
  }

  /** The share of failures by Clopper-Pearson. */
  @Benchmark
  public Estimate clopperPearson() {
    return ClopperPearson.of(samples.failed(), samples.requests());
  }

  /** p99 as a verdict takes it. */
  @Benchmark
  public Estimate percentile() {
    return Bounds.percentile(samples, 0.99, SEED);
  }

  /** The share of failures as a verdict takes it. */
  @Benchmark
  public Estimate errors() {
    return Bounds.errors(samples, SEED);
  }
}
