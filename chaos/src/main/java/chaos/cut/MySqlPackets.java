package chaos.cut;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds the commands in what a client of MySQL sends, however it is cut into pieces. Not
 * thread-safe.
 */
final class MySqlPackets {
  static final int HEADER_BYTES = 4;

  /** Of longer commands the beginning is enough: no statement of the platform is as long. */
  private static final int KEPT_BYTES = 64 * 1024;

  private final Consumer<byte[]> commands;
  private final byte[] header = new byte[HEADER_BYTES];
  private byte[] payload = new byte[0];
  private int headerRead;
  private int payloadLength;
  private int payloadRead;

  /**
   * A finder.
   *
   * @param commands gets the payload of each packet that begins a command, at least one byte
   */
  MySqlPackets(Consumer<byte[]> commands) {
    this.commands = commands;
  }

  /** Takes the next bytes. */
  void take(byte[] bytes, int length) {
    int at = 0;
    while (at < length) {
      at += headerRead < HEADER_BYTES ? header(bytes, at, length) : payload(bytes, at, length);
      if (headerRead == HEADER_BYTES && payloadRead == payloadLength) {
        packet();
      }
    }
  }

  private int header(byte[] bytes, int at, int length) {
    int n = Math.min(HEADER_BYTES - headerRead, length - at);
    System.arraycopy(bytes, at, header, headerRead, n);
    headerRead += n;
    if (headerRead == HEADER_BYTES) {
      payloadLength = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
      payload = new byte[Math.min(payloadLength, KEPT_BYTES)];
      payloadRead = 0;
    }
    return n;
  }

  private int payload(byte[] bytes, int at, int length) {
    int n = Math.min(payloadLength - payloadRead, length - at);
    int kept = Math.min(n, payload.length - payloadRead);
    if (kept > 0) {
      System.arraycopy(bytes, at, payload, payloadRead, kept);
    }
    payloadRead += n;
    return n;
  }

  private void packet() {
    boolean begins = header[HEADER_BYTES - 1] == 0;
    if (begins && payload.length > 0) {
      commands.accept(Arrays.copyOf(payload, payload.length));
    }
    headerRead = 0;
    payloadRead = 0;
    payloadLength = 0;
  }
}
