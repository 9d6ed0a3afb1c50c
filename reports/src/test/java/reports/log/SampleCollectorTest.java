package reports.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.statistics.Histogram;
import reports.statistics.Samples;

class SampleCollectorTest {
  private static final long START = 1_700_000_000_000L;
  private static final PhaseWindow FIRST = new PhaseWindow("first", START + 1_000, START + 3_500);
  private static final PhaseWindow SECOND = new PhaseWindow("second", START + 3_500, START + 5_500);

  @TempDir private Path folder;

  @Test
  void putsARequestIntoThePhaseAndSecondInWhichItStarted() throws IOException {
    Path log = folder.resolve("simulation.log");
    try (LogWriter writer = new LogWriter(log, header())) {
      request(writer, "page", 999, 5_000, true);
      request(writer, "page", 1_000, 1_010, true);
      request(writer, "page", 1_999, 4_999, true);
      request(writer, "save", 3_499, 3_500, false);
      request(writer, "page", 3_500, 3_520, true);
      request(writer, "save", 5_499, 5_502, true);
      request(writer, "save", 5_500, 5_500, true);
    }
    SampleCollector collector = new SampleCollector(List.of(FIRST, SECOND));
    GatlingLog.read(log, collector);
    List<PhaseSamples> samples = collector.samples();

    assertThat(collector.outside()).isEqualTo(2);
    PhaseSamples first = samples.get(0);
    assertThat(first.kinds()).containsExactly("page", "save");
    assertThat(first.kind("page").seconds())
        .containsExactly(
            new Samples.Second(Histogram.of(10, 3_000), Histogram.EMPTY),
            Samples.Second.EMPTY,
            Samples.Second.EMPTY);
    assertThat(first.kind("save").seconds().get(2))
        .isEqualTo(new Samples.Second(Histogram.EMPTY, Histogram.of(1)));
    assertThat(first.messages().get("save")).containsOnly(Map.entry("found 500", 1L));
    assertThat(first.all().requests()).isEqualTo(3);
    assertThat(first.all("page"::equals).requests()).isEqualTo(2);
    PhaseSamples second = samples.get(1);
    assertThat(second.all().requests()).isEqualTo(2);
    assertThat(second.messages()).isEmpty();
    assertThat(second.kind("never").seconds()).hasSize(2).containsOnly(Samples.Second.EMPTY);
  }

  @Test
  void countsRetriesWithTheOthersAndApart() throws IOException {
    Path log = folder.resolve("simulation.log");
    try (LogWriter writer = new LogWriter(log, header())) {
      request(writer, "save", 1_000, 1_010, false);
      retry(writer, 1_100, 1_120, false);
      retry(writer, 2_200, 2_230, true);
      writer.request(List.of("other"), "page", START + 2_300, START + 2_301, true, "");
    }
    SampleCollector collector = new SampleCollector(List.of(FIRST));
    GatlingLog.read(log, collector);
    PhaseSamples samples = collector.samples().getFirst();

    assertThat(samples.kind("save").requests()).isEqualTo(3);
    assertThat(samples.retries().seconds())
        .containsExactly(
            new Samples.Second(Histogram.EMPTY, Histogram.of(20)),
            new Samples.Second(Histogram.of(30), Histogram.EMPTY),
            Samples.Second.EMPTY);
    assertThat(samples.firstTries())
        .containsExactly(
            new PhaseSamples.FirstTries(1, 1),
            new PhaseSamples.FirstTries(1, 0),
            new PhaseSamples.FirstTries(0, 0));
  }

  private static void retry(LogWriter writer, long start, long end, boolean ok) throws IOException {
    List<String> groups = List.of(SampleCollector.RETRY);
    writer.request(groups, "save", START + start, START + end, ok, ok ? "" : "found 503");
  }

  @Test
  void answersTheSameTwice() throws IOException {
    Path log = folder.resolve("simulation.log");
    try (LogWriter writer = new LogWriter(log, header())) {
      for (int i = 0; i < 100; i++) {
        request(writer, "page", 1_000 + i, 2_000 - i, true);
      }
    }
    SampleCollector collector = new SampleCollector(List.of(FIRST));
    GatlingLog.read(log, collector);

    assertThat(collector.samples()).isEqualTo(collector.samples());
    assertThat(collector.samples().getFirst().all().requests()).isEqualTo(100);
  }

  @Test
  void tellsOnlySoManyMessagesApart() throws IOException {
    Path log = folder.resolve("simulation.log");
    try (LogWriter writer = new LogWriter(log, header())) {
      for (int i = 0; i < 1_500; i++) {
        writer.request("page", START + 1_000, START + 1_001, false, "message " + i);
      }
    }
    SampleCollector collector = new SampleCollector(List.of(FIRST));
    GatlingLog.read(log, collector);

    assertThat(collector.samples().getFirst().messages().get("page"))
        .hasSize(1_001)
        .containsEntry("other messages", 500L);
  }

  @Test
  void refusesAPhaseWithoutDuration() {
    assertThatThrownBy(() -> new PhaseWindow("empty", 5, 5))
        .hasMessage("Phase empty ends at 5, not after its beginning at 5.");
  }

  private static void request(LogWriter writer, String name, long start, long end, boolean ok)
      throws IOException {
    writer.request(name, START + start, START + end, ok, ok ? "" : "found 500");
  }

  private static RunHeader header() {
    return new RunHeader("3.15.1", "a.Simulation", START, "", List.of());
  }
}
