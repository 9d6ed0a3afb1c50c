package reports.statistics;

import java.util.List;
import java.util.SplittableRandom;
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
 * Exact percentiles of the default run's open phase, 30,000 requests: counting a second's response
 * times, merging all seconds, and looking p99 up.
 *
 * <p>{@code ./headroom bench PercentileBenchmark}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class PercentileBenchmark {
  private final int[] second = MeasuredPhase.second(new SplittableRandom(2));
  private final List<Histogram> seconds =
      MeasuredPhase.samples().seconds().stream().map(Samples.Second::successes).toList();
  private final Histogram all = Histogram.merged(seconds);

  /** One second's response times, unsorted, become a histogram. */
  @Benchmark
  public Histogram count() {
    return Histogram.of(second);
  }

  /** The histograms of all seconds become one. */
  @Benchmark
  public Histogram merge() {
    return Histogram.merged(seconds);
  }

  /** The percentile itself. */
  @Benchmark
  public int lookUp() {
    return all.percentile(0.99);
  }
}
