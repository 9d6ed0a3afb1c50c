package loadtests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunQueuePairTest {
  private static final RunQueuePair.Measured ALONE = run(2, List.of());

  @TempDir private Path folder;

  @Test
  void aDelayThatMovesP99ByFiveMillisecondsCountsForNothingAndOneMillisecondMoreDoes() {
    assertThat(pair(run(7, List.of())).invalid()).isFalse();
    assertThat(pair(run(7, List.of())).lines())
        .last()
        .isEqualTo(
            "The database moves p99 by 5.0 ms; the limit is 5 ms."
                + " Run-queue delay alone makes no run here invalid.");
    assertThat(pair(run(8, List.of())).invalid()).isTrue();
    assertThat(pair(run(8, List.of())).lines()).last().asString().contains("are invalid.");
  }

  @Test
  void aGeneratorThatStartsLateBesideTheDatabaseCountsWhateverItsP99() {
    RunQueuePair pair = pair(run(2, List.of("start lag p99")));
    assertThat(pair.invalid()).isTrue();
    assertThat(pair.lines()).last().asString().contains("did not keep: start lag p99.");
  }

  @Test
  void aRunWithoutAnAnswerIsNoGoodNews() {
    assertThat(pair(run(Double.NaN, List.of())).invalid()).isTrue();
  }

  @Test
  void theFileSaysWhatItIsAndBothFiguresThatFollow() throws IOException {
    Path file = folder.resolve("run-queue.json");
    pair(run(4, List.of())).write(file);

    JsonNode read = new ObjectMapper().readTree(file.toFile());
    assertThat(read.path("about").asText()).contains("./headroom calibrate --null --keep");
    assertThat(read.path("alone").path("p99Millis").asDouble()).isEqualTo(2);
    assertThat(read.path("besideDatabase").path("p99Millis").asDouble()).isEqualTo(4);
    assertThat(read.path("p99MovedMillis").asDouble()).isEqualTo(2);
    assertThat(read.path("invalid").asBoolean(true)).isFalse();
  }

  private static RunQueuePair pair(RunQueuePair.Measured beside) {
    return new RunQueuePair(
        RunQueuePair.SCHEMA,
        RunQueuePair.ABOUT,
        "2026-01-01T00:00:00Z",
        "0123456",
        new TreeMap<>(Map.of("cpus", 2)),
        500,
        20,
        RunQueuePair.MOVED_MILLIS_MAX,
        ALONE,
        beside);
  }

  private static RunQueuePair.Measured run(double p99Millis, List<String> broken) {
    return new RunQueuePair.Measured("run", "VERIFIED", broken, 10_000, 1, p99Millis, 1.5, 30, 500);
  }
}
