package lms.courses;

import java.util.concurrent.TimeUnit;
import lms.platform.Json;
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
 * The JSON of a course: what the API answers and what the shared cache holds.
 *
 * <p>{@code ./headroom bench CourseJsonBenchmark}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class CourseJsonBenchmark {
  private final Course course = CourseExample.course();
  private final byte[] json = Json.bytes(course);

  /** Writes it. */
  @Benchmark
  public byte[] write() {
    return Json.bytes(course);
  }

  /** Reads it, as a pod does that finds it in the shared cache. */
  @Benchmark
  public Object read() {
    return Json.stored(json, Course.class);
  }
}
