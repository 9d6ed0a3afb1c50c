package environments.links;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes that were read at once. */
final class Chunk {
  private final byte[] bytes;
  private final long nanos;

  /**
   * These bytes, which nobody changes any more.
   *
   * @param nanos when they came this far, as {@link System#nanoTime} has it
   */
  Chunk(byte[] bytes, long nanos) {
    this.bytes = bytes;
    this.nanos = nanos;
  }

  int size() {
    return bytes.length;
  }

  long nanos() {
    return nanos;
  }

  /** The bytes of these from one place to before another, or to the last one. */
  Chunk piece(int from, long to) {
    return new Chunk(Arrays.copyOfRange(bytes, from, (int) Math.min(bytes.length, to)), nanos);
  }

  /** The same, having come this far at another time. */
  Chunk at(long otherNanos) {
    return new Chunk(bytes, otherNanos);
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }
}
