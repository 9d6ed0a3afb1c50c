package reports.judge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reports.run.UnreadableEvidence;

/**
 * Counts the writes of a ledger and the courses that they touched, reading bytes and making no
 * object for a line: a long run has millions.
 */
final class LedgerScan {
  private static final byte[] OBJECT = "\"object\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int OBJECT_BYTES_MAX = 100;

  private final Set<String> courses = new HashSet<>();
  private final Set<String> quizzes = new HashSet<>();
  private final StringBuilder object = new StringBuilder();
  private long lines;
  private int matched;

  private LedgerScan() {}

  /** Scans all parts of a ledger. */
  static LedgerScan of(List<Path> parts) {
    LedgerScan scan = new LedgerScan();
    parts.forEach(scan::part);
    return scan;
  }

  private void part(Path ledger) {
    matched = 0;
    object.setLength(0);
    try (InputStream in = Files.newInputStream(ledger)) {
      byte[] buffer = new byte[1 << 18];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        read(buffer, n);
      }
    } catch (IOException e) {
      throw new UnreadableEvidence("ledger.jsonl cannot be read: " + e.getMessage(), e);
    }
  }

  private void read(byte[] buffer, int length) {
    for (int i = 0; i < length; i++) {
      byte b = buffer[i];
      if (b == '\n') {
        lines++;
        matched = 0;
      } else if (matched == OBJECT.length) {
        collect(b);
      } else if (b == OBJECT[matched]) {
        matched++;
      } else {
        matched = b == '"' ? 1 : 0;
      }
    }
  }

  private void collect(byte b) {
    if (b != '"' && object.length() < OBJECT_BYTES_MAX) {
      object.append((char) b);
      return;
    }
    String name = object.toString();
    object.setLength(0);
    matched = 0;
    if (name.startsWith("course:")) {
      courses.add(name);
    } else if (name.startsWith("quiz:")) {
      quizzes.add(name);
    }
  }

  /** Whole lines, which are writes. */
  long writes() {
    return lines;
  }

  /**
   * Courses that were written to at least: those named, or those whose quiz was begun, a quiz
   * belonging to one course.
   */
  int coursesAtLeast() {
    return Math.max(courses.size(), quizzes.size());
  }
}
