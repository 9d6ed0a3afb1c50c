package reports.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A place in a buffer of log bytes, and the primitives that are read there. */
final class Cursor {
  /** Thrown where the buffer ends inside a record. It has no stack: it is no error. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Exhausted() {
      super("the buffer ends here", null, false, false);
    }
  }

  /** Thrown where the bytes can't be what Gatling wrote. */
  static final class Impossible extends RuntimeException {
    private static final long serialVersionUID = 1;

    Impossible(String reason) {
      super(reason, null, false, false);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  /** Gatling's writer fails above 8 KiB; what claims to be longer than this is damage. */
  static final int STRING_BYTES_MAX = 64 * 1024;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  byte[] buffer = new byte[0];
  int position;
  int limit;

  byte readByte() {
    require(1);
    return buffer[position++];
  }

  int readInt() {
    require(Integer.BYTES);
    int value = (int) INT.get(buffer, position);
    position += Integer.BYTES;
    return value;
  }

  long readLong() {
    require(Long.BYTES);
    long value = (long) LONG.get(buffer, position);
    position += Long.BYTES;
    return value;
  }

  boolean readBoolean(String what) {
    byte value = readByte();
    if ((value & ~1) != 0) {
      throw new Impossible("%s is %d, neither 0 nor 1".formatted(what, value));
    }
    return value == 1;
  }

  /** A count or length from 0 to a maximum. */
  int readCount(String what, int most) {
    int count = readInt();
    if (count < 0 || count > most) {
      throw new Impossible("%s is %d, not 0 to %d".formatted(what, count, most));
    }
    return count;
  }

  /** A time after the start of the run. */
  int readOffset(String what) {
    int millis = readInt();
    if (millis < 0) {
      throw new Impossible("%s is %d ms before the run".formatted(what, -(long) millis));
    }
    return millis;
  }

  String readString() {
    int length = readCount("the length of a string", STRING_BYTES_MAX);
    if (length == 0) {
      return "";
    }
    require(length + 1);
    byte coder = buffer[position + length];
    if (coder == 1 && length % 2 == 1) {
      throw new Impossible("a UTF-16 string has an odd length of %d bytes".formatted(length));
    }
    String text =
        switch (coder) {
          case 0 -> new String(buffer, position, length, StandardCharsets.ISO_8859_1);
          case 1 -> new String(buffer, position, length, StandardCharsets.UTF_16LE);
          default -> throw new Impossible("a string's coder is %d, not 0 or 1".formatted(coder));
        };
    position += length + 1;
    return text;
  }

  void skip(int bytes) {
    require(bytes);
    position += bytes;
  }

  private void require(int bytes) {
    if (limit - position < bytes) {
      throw new Exhausted();
    }
  }
}
