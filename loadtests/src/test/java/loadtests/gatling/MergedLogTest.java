package loadtests.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gatling.charts.stats.GeneralStats;
import io.gatling.charts.stats.LogFileData;
import io.gatling.charts.stats.LogFileReader;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.stats.ErrorStats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reports.log.LogMerger;
import reports.log.LogWriter;
import reports.log.RunHeader;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** What our merger writes, read by Gatling's own reader. */
class MergedLogTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("headroom.root", ".."))
          .resolve("reports/src/test/resources/golden");

  private static final long START = 1_750_000_000_000L;

  @TempDir private Path folder;

  private static LogFileData read(Path log) {
    var nothing = CollectionConverters.asScala(Collections.<scala.Tuple2<String, ?>>emptyList());
    GatlingConfiguration configuration = GatlingConfiguration.loadForTest(nothing.toSeq());
    return new LogFileReader(log.toFile(), configuration).read();
  }

  private static GeneralStats all(LogFileData data) {
    return data.requestGeneralStats(Option.<String>empty(), Option.empty(), Option.empty()).get();
  }

  private static GeneralStats of(LogFileData data, String request) {
    return data.requestGeneralStats(Option.apply(request), Option.empty(), Option.empty()).get();
  }

  private static int percentile(LogFileData data, double percent) {
    return ((Number) all(data).percentile().apply(percent)).intValue();
  }

  private static Map<String, Integer> errors(LogFileData data) {
    Map<String, Integer> errors = new TreeMap<>();
    for (ErrorStats each :
        CollectionConverters.asJava(data.errors(Option.empty(), Option.empty()))) {
      errors.put(each.message(), each.count());
    }
    return errors;
  }

  @Test
  void gatlingReadsTheRequestsOfAllInjectors() throws IOException {
    Path first = folder.resolve("1.log");
    Path second = folder.resolve("2.log");
    write(first, START, 100, 20);
    write(second, START - 700, 50, 200);
    Path merged = folder.resolve("merged.log");
    LogMerger.merge(List.of(first, second), merged);

    LogFileData data = read(merged);
    assertThat(all(data).count()).isEqualTo(150);
    assertThat(all(data).min()).isEqualTo(20);
    assertThat(all(data).max()).isEqualTo(200);
    assertThat(all(data).mean()).isEqualTo((100 * 20 + 50 * 200) / 150);
    assertThat(of(data, "страница").count()).isEqualTo(75);
    assertThat(errors(data)).containsExactlyEntriesOf(Map.of("status 503", 15));
    assertThat(CollectionConverters.asJava(data.scenarioNames())).containsExactly("learners");
  }

  private static void write(Path log, long start, int requests, int millis) throws IOException {
    RunHeader header = new RunHeader("3.15.1", "a.Simulation", start, "", List.of("learners"));
    try (LogWriter writer = new LogWriter(log, header)) {
      writer.user(0, true, start);
      for (int i = 0; i < requests; i++) {
        boolean ok = i % 10 != 0;
        String kind = i % 2 == 0 ? "page" : "страница";
        long at = start + i * 10L;
        writer.request(kind, at, at + millis, ok, ok ? "" : "status 503");
      }
      writer.user(0, false, start + requests * 10L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"errors", "groups", "names"})
  void gatlingReadsOfAMergedLogWhatItReadsOfTheOriginal(String name) {
    Path log = GOLDEN.resolve(name + ".log");
    Path merged = folder.resolve("merged.log");
    LogMerger.merge(List.of(log), merged);

    LogFileData original = read(log);
    LogFileData again = read(merged);
    assertThat(all(again))
        .usingRecursiveComparison()
        .ignoringFields("percentile")
        .isEqualTo(all(original));
    for (double percent : new double[] {50, 95, 99, 100}) {
      // Gatling's are estimates by a t-digest, which draws lots: of one log read twice they differ.
      assertThat(percentile(again, percent)).isCloseTo(percentile(original, percent), within(1));
    }
    assertThat(errors(again)).isEqualTo(errors(original));
    assertThat(again.statsPaths()).isEqualTo(original.statsPaths());
    assertThat(again.scenarioNames()).isEqualTo(original.scenarioNames());
    assertThat(CollectionConverters.asJava(again.userStartRatePerSecond(Option.empty())))
        .usingRecursiveComparison()
        .isEqualTo(CollectionConverters.asJava(original.userStartRatePerSecond(Option.empty())));
    assertThat(
            CollectionConverters.asJava(
                again.numberOfRequestsPerSecond(Option.empty(), Option.empty())))
        .usingRecursiveComparison()
        .isEqualTo(
            CollectionConverters.asJava(
                original.numberOfRequestsPerSecond(Option.empty(), Option.empty())));
  }
}
