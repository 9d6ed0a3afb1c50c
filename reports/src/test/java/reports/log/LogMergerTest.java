package reports.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.statistics.Histogram;

class LogMergerTest {
  private static final long START = 1_700_000_000_000L;

  @TempDir private Path folder;

  @Test
  void keepsEachRecordAtItsOwnInstant() throws IOException {
    Path first = folder.resolve("1.log");
    Path second = folder.resolve("2.log");
    try (LogWriter writer = new LogWriter(first, header(START, List.of("a", "b")))) {
      writer.user(1, true, START + 1);
      writer.request(List.of("g", "h"), "page", START + 2, START + 4, false, "broken");
      writer.group(List.of("g", "h"), START + 2, START + 5, 2, false);
    }
    try (LogWriter writer = new LogWriter(second, header(START - 700, List.of("c", "b")))) {
      writer.user(1, false, START - 600);
      writer.user(0, true, START - 500);
      writer.request("страница", START, START + 1, true, "");
      writer.error("crashed", START + 9);
    }
    Path merged = folder.resolve("merged.log");
    List<LogReading> readings = LogMerger.merge(List.of(first, second), merged);

    List<String> lines = new ArrayList<>(LogText.of(first));
    lines.addAll(LogText.of(second));
    lines.removeIf(line -> line.startsWith("RunHeader"));
    assertThat(LogText.of(merged).subList(1, 8)).isEqualTo(lines);
    RunHeader header = GatlingLog.read(merged, new LogVisitor() {}).header();
    assertThat(header.startMillis()).isEqualTo(START - 700);
    assertThat(header.scenarios()).containsExactly("a", "b", "c");
    assertThat(readings).allMatch(LogReading::complete);
  }

  @Test
  void mergesSamplesAndNotPercentiles() throws IOException {
    PhaseWindow phase = new PhaseWindow("all", START, START + 60_000);
    Random random = new Random(7);
    SampleCollector separate = new SampleCollector(List.of(phase));
    List<Path> logs = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    for (int injector = 1; injector <= 3; injector++) {
      Path log = folder.resolve(injector + ".log");
      logs.add(log);
      long begin = START - injector * 1_000L;
      try (LogWriter writer = new LogWriter(log, header(begin, List.of()))) {
        for (int i = 0; i < 500; i++) {
          int millis = random.nextInt(injector * 100);
          all.add(millis);
          long at = START + random.nextInt(60_000);
          writer.request("kind " + i % 2, at, at + millis, true, "");
        }
      }
      GatlingLog.read(log, separate);
    }
    Path merged = folder.resolve("merged.log");
    LogMerger.merge(logs, merged);
    SampleCollector together = new SampleCollector(List.of(phase));
    GatlingLog.read(merged, together);

    assertThat(together.samples()).isEqualTo(separate.samples());
    Histogram truth = Histogram.of(all.stream().mapToInt(Integer::intValue).toArray());
    assertThat(together.samples().getFirst().all().successes()).isEqualTo(truth);
  }

  private static RunHeader header(long start, List<String> scenarios) {
    return new RunHeader("3.15.1", "a.Simulation", start, "", scenarios);
  }
}
