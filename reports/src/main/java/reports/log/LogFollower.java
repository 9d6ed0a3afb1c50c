package reports.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log while it is being written: each poll hands over the records that have become whole
 * since the last. Not thread-safe.
 */
public final class LogFollower implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final Path log;
  private final LogDecoder decoder;
  private byte[] buffer = new byte[BUFFER_BYTES];

  /** Bytes at the start of the buffer that are not decoded yet. */
  private int filled;

  private @Nullable FileChannel channel;

  /** Follows this file, which may not exist yet. */
  public LogFollower(Path log, LogVisitor visitor) {
    this.log = log;
    this.decoder = new LogDecoder(visitor);
  }

  /**
   * Reads what there is by now, and answers how many bytes of whole records that was. After damage
   * it reads nothing more.
   */
  public long poll() throws IOException {
    if (channel == null) {
      if (!Files.isRegularFile(log)) {
        return 0;
      }
      channel = FileChannel.open(log);
    }
    long decoded = 0;
    while (!decoder.damaged()) {
      int read = channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
      if (read <= 0) {
        break;
      }
      filled += read;
      int whole = decoder.decode(buffer, filled);
      decoded += whole;
      filled -= whole;
      System.arraycopy(buffer, whole, buffer, 0, filled);
      if (filled == buffer.length) {
        growForLongRecord();
      }
    }
    return decoded;
  }

  private void growForLongRecord() {
    if (buffer.length >= LogDecoder.RECORD_BYTES_MAX) {
      decoder.damaged("a record is longer than %d bytes".formatted(LogDecoder.RECORD_BYTES_MAX));
    } else {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
  }

  /** Whether the log's first record has been read. */
  public boolean begun() {
    return decoder.begun();
  }

  /**
   * What has been read so far, as if the file ended here.
   *
   * @throws UnreadableLog where there is no log, or none that can be read
   */
  public LogReading reading() {
    if (channel == null) {
      throw new UnreadableLog("%s is missing.".formatted(log));
    }
    return decoder.reading(log.toString(), filled > 0);
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
