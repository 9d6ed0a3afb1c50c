package reports.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedLogTest {
  private static final long START = 1_700_000_000_000L;
  private static final RunHeader HEADER =
      new RunHeader("3.15.1", "a.Simulation", START, "", List.of("one"));

  @TempDir private Path folder;
  private Path log = Path.of("");

  /** Where the records begin: the header, a user, two requests, an error, and the end. */
  private int[] boundaries = {};

  @BeforeEach
  void writeALog() throws IOException {
    log = folder.resolve("simulation.log");
    boundaries = new int[5];
    for (int records = 0; records < boundaries.length; records++) {
      try (LogWriter writer = new LogWriter(log, HEADER)) {
        if (records > 0) {
          writer.user(0, true, START + 5);
        }
        if (records > 1) {
          writer.request(List.of("группа"), "page", START + 10, START + 30, true, "");
        }
        if (records > 2) {
          writer.request("page", START + 40, START + 90, false, "found 500");
        }
        if (records > 3) {
          writer.error("crashed", START + 95);
        }
      }
      boundaries[records] = (int) Files.size(log);
    }
  }

  @Test
  void readsATruncatedLogUpToItsLastWholeRecord() throws IOException {
    byte[] whole = Files.readAllBytes(log);
    List<String> lines = LogText.of(log);
    for (int length = boundaries[0]; length < whole.length; length++) {
      Files.write(log, Arrays.copyOf(whole, length));
      LogReading reading = GatlingLog.read(log, new LogVisitor() {});
      int records = (int) reading.records();
      int end = boundaries[records - 1];

      assertThat(LogText.of(log)).isEqualTo(lines.subList(0, records));
      assertThat(reading.bytes()).isEqualTo(end);
      assertThat(reading.end())
          .isEqualTo(length == end ? new LogEnd.Complete() : new LogEnd.Truncated(end));
      assertThat(boundaries[Math.min(records, 4)]).isGreaterThan(length);
    }
  }

  @Test
  void refusesALogThatEndsInsideItsHeader() throws IOException {
    byte[] whole = Files.readAllBytes(log);
    for (int length = 0; length < boundaries[0]; length++) {
      Files.write(log, Arrays.copyOf(whole, length));
      assertRefused("it ends inside its first record");
    }
  }

  @Test
  void saysWhereTheDamageIsAndWhat() throws IOException {
    int user = boundaries[0];
    int request = boundaries[1];
    int second = boundaries[2];
    assertDamage(user, bytes(9), user, "a record has the type 9");
    assertDamage(user, bytes(0), user, "there is a second run");
    assertDamage(user + 1, intBytes(1), user, "a user is of scenario 1, and there are 1");
    assertDamage(user + 1, intBytes(-1), user, "a user is of scenario -1, and there are 1");
    assertDamage(user + 5, bytes(2), user, "the event of a user is 2, neither 0 nor 1");
    assertDamage(user + 6, intBytes(-7), user, "the event of a user is 7 ms before the run");
    assertDamage(request + 1, intBytes(-1), request, "the number of groups is -1, not 0 to 1000");
    assertDamage(request + 5, intBytes(2), request, "a new string has the index 2, not 1");
    assertDamage(
        request + 9,
        intBytes(Integer.MAX_VALUE),
        request,
        "the length of a string is 2147483647, not 0 to 65536");
    assertDamage(
        request + 9, intBytes(-5), request, "the length of a string is -5, not 0 to 65536");
    assertDamage(request + 9, intBytes(11), request, "a string's coder is 4, not 0 or 1");
    assertDamage(second + 5, intBytes(-9), second, "string 9 is used and was never given");
    assertDamage(
        second + 5,
        intBytes(Integer.MIN_VALUE),
        second,
        "string 2147483648 is used and was never given");
    assertDamage(second + 13, intBytes(39), second, "a request starts at 40 ms and ends at 39 ms");
  }

  private void assertDamage(int at, byte[] bytes, int record, String reason) throws IOException {
    byte[] whole = Files.readAllBytes(log);
    byte[] damaged = whole.clone();
    System.arraycopy(bytes, 0, damaged, at, bytes.length);
    Files.write(log, damaged);
    LogReading reading = GatlingLog.read(log, new LogVisitor() {});
    Files.write(log, whole);

    assertThat(reading.end()).isEqualTo(new LogEnd.Corrupt(record, reason));
    assertThat(reading.describe()).contains("byte " + record).contains(reason);
  }

  @Test
  void refusesOtherVersionsByName() throws IOException {
    for (String version : List.of("3.13.5", "3.16.0", "4.0.0", "3.1")) {
      new LogWriter(log, new RunHeader(version, "a.Simulation", START, "", List.of())).close();
      assertRefused("Gatling %s wrote it".formatted(version));
    }
    for (String version : List.of("3.14.0", "3.14.9.3", "3.15.0", "3.15.1", "3.15.2-SNAPSHOT")) {
      new LogWriter(log, new RunHeader(version, "a.Simulation", START, "", List.of())).close();
      assertThat(GatlingLog.read(log, new LogVisitor() {}).complete()).isTrue();
    }
  }

  @Test
  void refusesWhatIsNoLog() throws IOException {
    Files.writeString(log, "RUN\ta.Simulation\tsimulation\t1700000000000\t \t3.11.5\n");
    assertRefused("it is a text log, of Gatling 3.12 or older");
    Files.write(log, new byte[] {0x1f, (byte) 0x8b, 8, 0});
    assertRefused("it begins with the byte 31, not with a run");
    Files.write(log, new byte[1000]);
    assertRefused("its version is no version");
    Files.delete(log);
    assertThatThrownBy(() -> GatlingLog.read(log, new LogVisitor() {}))
        .isInstanceOf(UnreadableLog.class)
        .hasMessage("%s is missing.", log);
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> GatlingLog.read(log, new LogVisitor() {}))
        .isInstanceOf(UnreadableLog.class)
        .hasMessage("%s is no simulation.log of Gatling 3.14 or 3.15: %s.", log, reason);
  }

  @Test
  void survivesAnyDamageToARealLog() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("src/test/resources/golden/groups.log"));
    Random random = new Random(42);
    for (int round = 0; round < 2_000; round++) {
      byte[] damaged = whole.clone();
      for (int hits = random.nextInt(1, 4); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Files.write(log, damaged);
      try {
        LogReading reading = GatlingLog.read(log, new LogVisitor() {});
        assertThat(reading.bytes()).isLessThanOrEqualTo(damaged.length);
        assertThat(reading.complete()).isEqualTo(reading.bytes() == damaged.length);
      } catch (UnreadableLog refused) {
        assertThat(refused).hasMessageContaining("is no simulation.log of Gatling 3.14 or 3.15");
      }
    }
  }

  @Test
  void reservesNoMemoryForALongRecordThatIsNotThere() throws IOException {
    byte[] header = Arrays.copyOf(Files.readAllBytes(log), boundaries[0]);
    ByteBuffer endless = ByteBuffer.allocate(header.length + 6_000_000);
    endless.put(header).put((byte) 1).putInt(1_000).putInt(1).putInt(3);
    endless.put("abc".getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0);
    for (int index = 2; endless.remaining() > 65_000; index++) {
      endless.putInt(index).putInt(60_000).put(new byte[60_000]).put((byte) 0);
    }
    Files.write(log, endless.array());

    assertThat(GatlingLog.read(log, new LogVisitor() {}).end())
        .isEqualTo(new LogEnd.Corrupt(boundaries[0], "a record is longer than 4194304 bytes"));
  }

  private static byte[] bytes(int value) {
    return new byte[] {(byte) value};
  }

  private static byte[] intBytes(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }
}
