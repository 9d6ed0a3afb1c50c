package lms.courses;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import lms.platform.Language;
import lms.platform.Pages;
import lms.platform.Person;
import lms.platform.Text;
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
 * The page of a course, from the record to UTF-8 bytes.
 *
 * <p>{@code ./headroom bench CoursePageBenchmark}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class CoursePageBenchmark {
  private final Pages pages = new Pages();
  private final Person person =
      new Person(7, "Zofia Jansen", Person.Role.LEARNER, "c5f", null, null);
  private final Text text = new Text(Language.ENGLISH, ZoneOffset.UTC);
  private final Map<String, Object> model =
      Map.of(
          "course",
          CourseExample.course(),
          "enrolled",
          true,
          "place",
          0L,
          "standing",
          Standing.of(CourseExample.course(), Set.of(0L, 1L, 2L), Instant.EPOCH),
          "now",
          Instant.EPOCH,
          "key",
          "0123456789abcdef");

  /** Renders it for somebody who takes the course. */
  @Benchmark
  public byte[] render() {
    return pages.render(person, text, "courses/course.jte", model);
  }
}
