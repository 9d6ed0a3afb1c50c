package reports.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is written is read, the strings of any script included. */
class LogWriterTest {
  private static final long START = 1_700_000_000_000L;

  @Property(tries = 300)
  void writesWhatIsRead(
      @ForAll @Size(max = 20) List<String> names,
      @ForAll @Size(max = 4) List<String> groups,
      @ForAll @IntRange(min = 0) int start,
      @ForAll boolean ok)
      throws IOException {
    Path log = Files.createTempFile("written", ".log");
    List<String> expected = new ArrayList<>();
    try (LogWriter writer = new LogWriter(log, header())) {
      long at = START + start;
      for (String name : names) {
        List<String> around = groups.subList(0, name.length() % (groups.size() + 1));
        writer.request(around, name, at, START + Integer.MAX_VALUE, ok, name);
        expected.add(
            List.<Object>of("request", around, name, at, START + Integer.MAX_VALUE, ok, name)
                .toString());
        writer.error(name, at);
        expected.add(List.<Object>of("error", name, at).toString());
      }
    }
    List<String> lines = LogText.of(log);
    Files.delete(log);

    assertThat(lines.subList(1, lines.size())).isEqualTo(expected);
  }

  @Example
  void refusesWhatALogCannotHold() throws IOException {
    Path log = Files.createTempFile("written", ".log");
    try (LogWriter writer = new LogWriter(log, header())) {
      assertThatThrownBy(() -> writer.error("early", START - 1))
          .hasMessage("-1 ms after the start of the run; a log holds 0 to 2147483647.");
      assertThatThrownBy(() -> writer.user(1, true, START))
          .hasMessage("Scenario 1, and there are 1.");
      assertThatThrownBy(() -> writer.error("x".repeat(65_537), START))
          .hasMessage("A string of 65537 bytes; a log holds at most 65536.");
    }
    Files.delete(log);
  }

  private static RunHeader header() {
    return new RunHeader("3.15.1", "a.Simulation", START, "δ", List.of("one"));
  }
}
