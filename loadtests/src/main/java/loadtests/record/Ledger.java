package loadtests.record;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import loadtests.learners.Write;
import org.jspecify.annotations.Nullable;
import reports.run.JsonLines;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;
import reports.run.RunFolder;

/**
 * What the generator knows of each write: one line of {@code ledger.jsonl} as soon as its outcome
 * is known; those still open when the ledger is closed are unknown.
 *
 * <p>The value kept is what was sent. Of a video position, {@code sequence} is the seconds that the
 * platform said are stored: it may keep an earlier position for a while and write a later one.
 * Thread-safe.
 */
final class Ledger implements AutoCloseable {
  private static final String POSITION = "position";

  private final JsonLines lines;
  private final Map<String, Pending> pending = new ConcurrentHashMap<>();

  private volatile boolean closed;

  private record Pending(Write write, long sentMillis) {}

  Ledger(JsonLines lines) {
    this.lines = lines;
  }

  /** A write is about to be sent. Sending it again under its name changes nothing. */
  void sent(Write write, long sentMillis) {
    pending.putIfAbsent(name(write), new Pending(write, sentMillis));
  }

  /** The outcome of a write is known; {@code status} is 0 where no answer came. */
  void settled(Write write, Outcome outcome, long endMillis, int status) {
    Pending open = pending.remove(name(write));
    if (closed) {
      return; // what is still open was put down as unknown
    }
    if (open == null) {
      throw new IllegalStateException("a write was settled that was never sent: " + write);
    }
    append(open, write, outcome, endMillis, status == 0 ? null : status);
  }

  private void append(
      Pending open, Write answered, Outcome outcome, long endMillis, @Nullable Integer status) {
    Write sent = open.write();
    boolean stored = sent.kind().equals(POSITION) && outcome == Outcome.ACKNOWLEDGED;
    Long sequence =
        stored && answered.value() != null ? Long.valueOf(answered.value()) : sent.sequence();
    lines.append(
        new LedgerEntry(
            RunFolder.SCHEMA,
            open.sentMillis(),
            endMillis,
            sent.kind(),
            sent.id(),
            sent.user(),
            sent.object(),
            sequence,
            sent.value(),
            outcome,
            status));
  }

  /** How many writes have no outcome yet. */
  int open() {
    return pending.size();
  }

  /** Writes out what is buffered. */
  void flush() {
    lines.flush();
  }

  /** Writes down what is still open as unknown. */
  @Override
  public void close() {
    closed = true;
    long now = System.currentTimeMillis();
    for (Pending open : pending.values()) {
      append(open, open.write(), Outcome.UNKNOWN, now, null);
    }
    pending.clear();
    lines.close();
  }

  private static String name(Write write) {
    return write.kind() + '/' + write.id();
  }
}
