package reports.log;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a log that {@link GatlingLog} and Gatling itself can read: what a merger writes, and what
 * tests and benchmarks are fed with. Times are epoch milliseconds, not before the start of the run
 * and at most 24 days after it. Not thread-safe.
 */
public final class LogWriter implements AutoCloseable {
  private final DataOutputStream out;
  private final long startMillis;
  private final int scenarios;
  private final Map<String, Integer> cached = new HashMap<>();

  /** Creates or overwrites the file and writes the header. The header's assertions are none. */
  public LogWriter(Path log, RunHeader header) throws IOException {
    this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(log), 1 << 16));
    this.startMillis = header.startMillis();
    this.scenarios = header.scenarios().size();
    out.writeByte(LogDecoder.RUN);
    writeString(header.gatlingVersion());
    writeString(header.simulation());
    out.writeLong(startMillis);
    writeString(header.description());
    out.writeInt(scenarios);
    for (String scenario : header.scenarios()) {
      writeString(scenario);
    }
    out.writeInt(0);
  }

  /** A request without groups. */
  public void request(String name, long start, long end, boolean ok, String message)
      throws IOException {
    request(List.of(), name, start, end, ok, message);
  }

  /**
   * A request.
   *
   * @param groups around it, outermost first
   * @param message the error message; empty where it succeeded
   */
  public void request(
      List<String> groups, String name, long start, long end, boolean ok, String message)
      throws IOException {
    out.writeByte(LogDecoder.REQUEST);
    writeGroups(groups);
    writeCached(name);
    out.writeInt(offset(start));
    out.writeInt(offset(end));
    out.writeBoolean(ok);
    writeCached(message);
  }

  /** A virtual user started, or ended. */
  public void user(int scenario, boolean started, long at) throws IOException {
    if (scenario < 0 || scenario >= scenarios) {
      throw new IllegalArgumentException(
          "Scenario %d, and there are %d.".formatted(scenario, scenarios));
    }
    out.writeByte(LogDecoder.USER);
    out.writeInt(scenario);
    out.writeBoolean(started);
    out.writeInt(offset(at));
  }

  /** A group was left. */
  public void group(List<String> groups, long start, long end, int cumulatedMillis, boolean ok)
      throws IOException {
    out.writeByte(LogDecoder.GROUP);
    writeGroups(groups);
    out.writeInt(offset(start));
    out.writeInt(offset(end));
    out.writeInt(cumulatedMillis);
    out.writeBoolean(ok);
  }

  /** A scenario failed outside a request. */
  public void error(String message, long at) throws IOException {
    out.writeByte(LogDecoder.ERROR);
    writeCached(message);
    out.writeInt(offset(at));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void writeGroups(List<String> groups) throws IOException {
    out.writeInt(groups.size());
    for (String group : groups) {
      writeCached(group);
    }
  }

  private void writeCached(String text) throws IOException {
    Integer index = cached.get(text);
    if (index != null) {
      out.writeInt(-index);
      return;
    }
    cached.put(text, cached.size() + 1);
    out.writeInt(cached.size());
    writeString(text);
  }

  private void writeString(String text) throws IOException {
    boolean latin = text.chars().allMatch(character -> character < 256);
    byte[] value = text.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
    if (value.length > Cursor.STRING_BYTES_MAX) {
      throw new IllegalArgumentException(
          "A string of %d bytes; a log holds at most %d."
              .formatted(value.length, Cursor.STRING_BYTES_MAX));
    }
    out.writeInt(value.length);
    if (value.length > 0) {
      out.write(value);
      out.writeByte(latin ? 0 : 1);
    }
  }

  private int offset(long atMillis) {
    long offset = atMillis - startMillis;
    if (offset < 0 || offset > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d ms after the start of the run; a log holds 0 to %d."
              .formatted(offset, Integer.MAX_VALUE));
    }
    return (int) offset;
  }
}
