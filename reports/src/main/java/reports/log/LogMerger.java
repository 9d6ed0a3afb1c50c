package reports.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Merges the logs of several injectors into one, sample by sample: times move with the start of
 * each run, scenarios of one name become one. Percentiles of the result are those of all samples,
 * which no merging of percentiles could give.
 */
public final class LogMerger {
  private LogMerger() {}

  /**
   * Writes one log with the records of all, one log after the other, and answers what was read of
   * each. A damaged log counts up to its damage.
   *
   * @throws UnreadableLog where one of them can't be read at all
   */
  public static List<LogReading> merge(List<Path> logs, Path merged) {
    List<RunHeader> headers = logs.stream().map(LogMerger::header).toList();
    RunHeader first = headers.getFirst();
    SequencedSet<String> scenarios = new LinkedHashSet<>();
    headers.forEach(header -> scenarios.addAll(header.scenarios()));
    RunHeader header =
        new RunHeader(
            first.gatlingVersion(),
            first.simulation(),
            headers.stream().mapToLong(RunHeader::startMillis).min().orElseThrow(),
            first.description(),
            List.copyOf(scenarios));
    List<LogReading> readings = new ArrayList<>();
    try (LogWriter writer = new LogWriter(merged, header)) {
      for (Path log : logs) {
        readings.add(GatlingLog.read(log, new Copy(writer, header.scenarios())));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("%s can't be written.".formatted(merged), failed);
    }
    return readings;
  }

  private static RunHeader header(Path log) {
    return GatlingLog.read(log, new LogVisitor() {}).header();
  }

  private static final class Copy implements LogVisitor {
    private final LogWriter writer;
    private final List<String> scenarios;
    private int[] scenarioIndexes = {};
    private LogNames names = new NameTable();

    Copy(LogWriter writer, List<String> scenarios) {
      this.writer = writer;
      this.scenarios = scenarios;
    }

    @Override
    public void begin(RunHeader header, LogNames names) {
      this.names = names;
      this.scenarioIndexes = header.scenarios().stream().mapToInt(scenarios::indexOf).toArray();
    }

    @Override
    public void request(int groups, int name, long start, long end, boolean ok, int message) {
      write(
          () ->
              writer.request(
                  names.groups(groups), names.text(name), start, end, ok, names.text(message)));
    }

    @Override
    public void user(int scenario, boolean started, long at) {
      write(() -> writer.user(scenarioIndexes[scenario], started, at));
    }

    @Override
    public void group(int groups, long start, long end, int cumulatedMillis, boolean ok) {
      write(() -> writer.group(names.groups(groups), start, end, cumulatedMillis, ok));
    }

    @Override
    public void error(int message, long at) {
      write(() -> writer.error(names.text(message), at));
    }

    private interface Step {
      void run() throws IOException;
    }

    private static void write(Step step) {
      try {
        step.run();
      } catch (IOException failed) {
        throw new UncheckedIOException("The merged log can't be written.", failed);
      }
    }
  }
}
