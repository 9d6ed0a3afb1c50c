package reports.log;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes a log from successive pieces of its bytes and hands the records to a visitor. */
final class LogDecoder {
  static final int RUN = 0;
  static final int REQUEST = 1;
  static final int USER = 2;
  static final int GROUP = 3;
  static final int ERROR = 4;

  /** No record is longer; one that claims to be is damage, and no memory is reserved for it. */
  static final int RECORD_BYTES_MAX = 4 * 1024 * 1024;

  private static final Pattern KNOWN_VERSIONS = Pattern.compile("3\\.1[45](\\..*)?");
  private static final int GROUPS_MAX = 1_000;
  private static final int SCENARIOS_MAX = 10_000;

  private final LogVisitor visitor;
  private final NameTable names = new NameTable();
  private final Cursor cursor = new Cursor();
  private @Nullable RunHeader header;
  private long startMillis;
  private int scenarios;
  private long requests;
  private long users;
  private long groups;
  private long errors;

  /** Bytes of whole records, so where in the file the next record begins. */
  private long bytes;

  private @Nullable String damage;

  LogDecoder(LogVisitor visitor) {
    this.visitor = visitor;
  }

  /**
   * Decodes the whole records among these bytes, which begin where the last call stopped, and
   * answers how many bytes they were.
   */
  int decode(byte[] buffer, int length) {
    cursor.buffer = buffer;
    cursor.position = 0;
    cursor.limit = length;
    int whole = 0;
    int mark = names.mark();
    try {
      while (damage == null && cursor.position < length) {
        record();
        whole = cursor.position;
        mark = names.mark();
      }
    } catch (Cursor.Exhausted _) {
      names.forget(mark);
    } catch (Cursor.Impossible impossible) {
      names.forget(mark);
      damage = impossible.reason();
    }
    bytes += whole;
    return whole;
  }

  boolean damaged() {
    return damage != null;
  }

  void damaged(String reason) {
    damage = reason;
  }

  boolean begun() {
    return header != null;
  }

  /** What was read, given whether bytes were left over. */
  LogReading reading(String file, boolean leftOver) {
    if (header == null) {
      throw new UnreadableLog(
          "%s is no simulation.log of Gatling 3.14 or 3.15: %s."
              .formatted(file, damage != null ? damage : "it ends inside its first record"));
    }
    LogEnd end =
        damage != null
            ? new LogEnd.Corrupt(bytes, damage)
            : leftOver ? new LogEnd.Truncated(bytes) : new LogEnd.Complete();
    return new LogReading(header, requests, users, groups, errors, bytes, end);
  }

  private void record() {
    int type = cursor.readByte();
    if (header == null) {
      run(type);
      return;
    }
    switch (type) {
      case REQUEST -> request();
      case USER -> user();
      case GROUP -> group();
      case ERROR -> error();
      case RUN -> throw new Cursor.Impossible("there is a second run");
      default -> throw new Cursor.Impossible("a record has the type %d".formatted(type));
    }
  }

  private void run(int type) {
    if (type != RUN) {
      boolean text = type == 'R' || type == 'A';
      throw new Cursor.Impossible(
          text
              ? "it is a text log, of Gatling 3.12 or older"
              : "it begins with the byte %d, not with a run".formatted(type));
    }
    String version = cursor.readString();
    if (!KNOWN_VERSIONS.matcher(version).matches()) {
      boolean plausible = version.matches("[0-9][0-9A-Za-z.-]{0,30}");
      throw new Cursor.Impossible(
          plausible ? "Gatling %s wrote it".formatted(version) : "its version is no version");
    }
    String simulation = cursor.readString();
    long start = cursor.readLong();
    String description = cursor.readString();
    int count = cursor.readCount("the number of scenarios", SCENARIOS_MAX);
    List<String> scenarioNames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      scenarioNames.add(cursor.readString());
    }
    int assertions = cursor.readCount("the number of assertions", SCENARIOS_MAX);
    for (int i = 0; i < assertions; i++) {
      cursor.skip(cursor.readCount("the length of an assertion", RECORD_BYTES_MAX));
    }
    RunHeader read = new RunHeader(version, simulation, start, description, scenarioNames);
    header = read;
    startMillis = start;
    scenarios = count;
    visitor.begin(read, names);
  }

  private int readGroups() {
    int depth = cursor.readCount("the number of groups", GROUPS_MAX);
    int path = 0;
    for (int i = 0; i < depth; i++) {
      path = names.path(path, names.readCached(cursor));
    }
    return path;
  }

  private void request() {
    int path = readGroups();
    int name = names.readCached(cursor);
    int start = cursor.readOffset("the start of a request");
    int end = readEnd(start, "a request");
    boolean ok = cursor.readBoolean("the status of a request");
    int message = names.readCached(cursor);
    requests++;
    visitor.request(path, name, startMillis + start, startMillis + end, ok, message);
  }

  private void user() {
    int scenario = cursor.readInt();
    if (scenario < 0 || scenario >= scenarios) {
      throw new Cursor.Impossible(
          "a user is of scenario %d, and there are %d".formatted(scenario, scenarios));
    }
    boolean started = cursor.readBoolean("the event of a user");
    int at = cursor.readOffset("the event of a user");
    users++;
    visitor.user(scenario, started, startMillis + at);
  }

  private void group() {
    int path = readGroups();
    int start = cursor.readOffset("the start of a group");
    int end = readEnd(start, "a group");
    int cumulated = cursor.readInt();
    if (cumulated < 0) {
      throw new Cursor.Impossible("the cumulated time of a group is %d".formatted(cumulated));
    }
    boolean ok = cursor.readBoolean("the status of a group");
    groups++;
    visitor.group(path, startMillis + start, startMillis + end, cumulated, ok);
  }

  private void error() {
    int message = names.readCached(cursor);
    int at = cursor.readOffset("an error");
    errors++;
    visitor.error(message, startMillis + at);
  }

  private int readEnd(int start, String what) {
    int end = cursor.readInt();
    if (end < start) {
      throw new Cursor.Impossible(
          "%s starts at %d ms and ends at %d ms".formatted(what, start, end));
    }
    return end;
  }
}
