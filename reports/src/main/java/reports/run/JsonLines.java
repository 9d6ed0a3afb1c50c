package reports.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Appends JSON lines to one file of a run folder. Buffered, and what is older than a second is
 * written out by the next line, so that a killed run loses a second of evidence at most.
 * Thread-safe.
 */
public final class JsonLines implements AutoCloseable {
  private static final long FLUSH_NANOS = 1_000_000_000L;

  private final OutputStream out;
  private long flushedAtNanos = System.nanoTime();

  JsonLines(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      out =
          new BufferedOutputStream(
              Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
              1 << 16);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Appends a line record. */
  public void append(Record line) {
    write(line);
  }

  /** Appends a sample that describes itself, with the schema version and its second. */
  public void append(long t, Map<String, Object> sample) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("schema", RunFolder.SCHEMA);
    line.put("t", t);
    line.putAll(sample);
    write(line);
  }

  private void write(Object line) {
    try {
      byte[] json = Json.MAPPER.writeValueAsBytes(line);
      synchronized (this) {
        out.write(json);
        out.write('\n');
        long now = System.nanoTime();
        if (now - flushedAtNanos >= FLUSH_NANOS) {
          out.flush();
          flushedAtNanos = now;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes out what is buffered. */
  public synchronized void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
