package reports.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of real runs against the summary that Gatling itself printed of them. */
class GoldenLogTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Pattern REQUEST =
      Pattern.compile("> (.+?) +\\| +(\\d+) \\| +(\\d+) \\| +(\\d+)");
  private static final Pattern MESSAGE = Pattern.compile("> (.+?) +(\\d+) +\\( ?[0-9.]+%\\)");
  private static final Pattern USERS = Pattern.compile("done: +(\\d+)");

  @ParameterizedTest
  @ValueSource(strings = {"errors", "groups", "names"})
  void countsWhatGatlingCounted(String name) throws IOException {
    Tally tally = new Tally();
    LogReading reading = GatlingLog.read(GOLDEN.resolve(name + ".log"), tally);
    String summary = Files.readString(GOLDEN.resolve(name + ".txt"));

    assertThat(reading.complete()).isTrue();
    assertThat(reading.bytes()).isEqualTo(Files.size(GOLDEN.resolve(name + ".log")));
    assertThat(reading.header().gatlingVersion()).isEqualTo("3.15.1");
    Map<String, List<Long>> requests = new TreeMap<>();
    for (Matcher line = REQUEST.matcher(summary); line.find(); ) {
      requests.put(line.group(1), List.of(number(line, 2), number(line, 3), number(line, 4)));
    }
    assertThat(requests).hasSizeGreaterThan(4);
    assertThat(tally.requests()).isEqualTo(requests);
    Map<String, Long> messages = new TreeMap<>();
    for (Matcher line = MESSAGE.matcher(summary); line.find(); ) {
      messages.put(line.group(1), number(line, 2));
    }
    assertThat(messages).isNotEmpty();
    assertThat(tally.messages).isEqualTo(messages);
    long users = 0;
    for (Matcher line = USERS.matcher(summary); line.find(); ) {
      users += number(line, 1);
    }
    assertThat(tally.usersEnded).isEqualTo(users).isEqualTo(tally.usersStarted);
  }

  private static long number(Matcher line, int group) {
    return Long.parseLong(line.group(group));
  }

  @ParameterizedTest
  @ValueSource(strings = {"errors", "groups", "names"})
  void readsWhatAMergedLogOfOneHolds(String name) throws IOException {
    Path log = GOLDEN.resolve(name + ".log");
    Path copy = Files.createTempFile("copy", ".log");
    LogMerger.merge(List.of(log), copy);

    assertThat(LogText.of(copy)).isEqualTo(LogText.of(log));
    Files.delete(copy);
  }

  /** Counts as Gatling's console does. */
  private static final class Tally implements LogVisitor {
    private final Map<String, long[]> counts = new TreeMap<>();
    private final Map<String, Long> messages = new TreeMap<>();
    private LogNames names = new NameTable();
    private long usersStarted;
    private long usersEnded;

    @Override
    public void begin(RunHeader header, LogNames names) {
      this.names = names;
    }

    @Override
    public void request(int groups, int name, long start, long end, boolean ok, int message) {
      List<String> path = new ArrayList<>(names.groups(groups));
      path.add(names.text(name));
      for (String key : List.of("Global", String.join(" / ", path))) {
        counts.computeIfAbsent(key, _ -> new long[2])[ok ? 0 : 1]++;
      }
      if (!ok) {
        messages.merge(names.text(message), 1L, Long::sum);
      }
    }

    @Override
    public void error(int message, long at) {
      messages.merge(names.text(message).strip(), 1L, Long::sum);
    }

    @Override
    public void user(int scenario, boolean started, long at) {
      if (started) {
        usersStarted++;
      } else {
        usersEnded++;
      }
    }

    Map<String, List<Long>> requests() {
      Map<String, List<Long>> requests = new TreeMap<>();
      counts.forEach((key, n) -> requests.put(key, List.of(n[0] + n[1], n[0], n[1])));
      return requests;
    }
  }
}
