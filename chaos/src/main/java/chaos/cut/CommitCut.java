package chaos.cut;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Cuts a client of MySQL or MariaDB off after the server has committed and before the client hears
 * of it, at every n-th commit of a transaction that wrote what it is asked to watch. Thread-safe.
 *
 * <p>It reads the client/server protocol (packets of a 3 byte length, a sequence number and a
 * payload; commands begin with sequence 0) of connections without TLS and compression. A commit is
 * the command {@code COMMIT}; that the server did it is read from its answer. Where client and
 * server agree on query attributes, as with MySQL 8 and later, two numbers stand before a query's
 * text: how many there are, which is none, and of how many sets, which is one.
 */
public final class CommitCut {
  private static final int QUERY = 0x03;
  private static final int PREPARE = 0x16;
  private static final int EXECUTE = 0x17;
  private static final int OK = 0x00;

  private final int every;
  private final Predicate<String> watched;
  private final AtomicInteger commits = new AtomicInteger();
  private final AtomicBoolean armed = new AtomicBoolean();

  /**
   * One that cuts nothing before it is armed.
   *
   * @param every which commit is cut: 1 for each, 2 for every second
   * @param watched whether a transaction that ran this statement counts
   */
  public CommitCut(int every, Predicate<String> watched) {
    if (every < 1) {
      throw new IllegalArgumentException("every must be 1 or more, not " + every);
    }
    this.every = every;
    this.watched = watched;
  }

  /** Starts a proxy that does it. */
  public CutProxy proxy(InetAddress local, InetSocketAddress server) {
    return CutProxy.start(local, List.of(server), Transport.PLAIN, Connection::new);
  }

  /** From now on it cuts. */
  public void arm() {
    armed.set(true);
  }

  /** It cuts no more. */
  public void disarm() {
    armed.set(false);
  }

  /** One connection; its state is guarded by itself. */
  private final class Connection implements Conversation {
    private final MySqlPackets commands = new MySqlPackets(this::command);
    private final Map<Integer, String> prepared = new HashMap<>();
    private String preparing = "";
    private Awaited awaited = Awaited.NOTHING;
    private boolean counts;

    private enum Awaited {
      NOTHING,
      STATEMENT,
      COMMIT
    }

    @Override
    public synchronized void asked(byte[] bytes, int length) {
      commands.take(bytes, length);
    }

    /** The first packet after a command is its answer: drivers wait for it. */
    @Override
    public synchronized boolean answered(byte[] bytes, int length) {
      Awaited what = awaited;
      if (what == Awaited.NOTHING || length <= MySqlPackets.HEADER_BYTES) {
        return false;
      }
      awaited = Awaited.NOTHING;
      boolean ok = bytes[MySqlPackets.HEADER_BYTES] == OK;
      if (what == Awaited.STATEMENT) {
        if (ok && length >= MySqlPackets.HEADER_BYTES + 5) {
          prepared.put(number(bytes, MySqlPackets.HEADER_BYTES + 1), preparing);
        }
        return false;
      }
      return ok && armed.get() && commits.incrementAndGet() % every == 0;
    }

    private void command(byte[] payload) {
      switch (payload[0]) {
        case QUERY -> query(text(payload, hasAttributes(payload) ? 3 : 1));
        case PREPARE -> {
          preparing = text(payload, 1);
          awaited = Awaited.STATEMENT;
        }
        case EXECUTE -> counts |= watched.test(prepared.getOrDefault(number(payload, 1), ""));
        default -> {
          // Nothing that writes.
        }
      }
    }

    private void query(String sql) {
      String statement = sql.strip().toLowerCase(Locale.ROOT);
      if (statement.equals("commit")) {
        awaited = counts ? Awaited.COMMIT : Awaited.NOTHING;
        counts = false;
      } else if (statement.equals("rollback")) {
        counts = false;
      } else {
        counts |= watched.test(sql);
      }
    }

    /** No query begins with a zero. */
    private static boolean hasAttributes(byte[] payload) {
      return payload.length > 3 && payload[1] == 0 && payload[2] == 1;
    }

    private static String text(byte[] payload, int from) {
      return new String(payload, from, payload.length - from, StandardCharsets.UTF_8);
    }

    private static int number(byte[] bytes, int at) {
      return (bytes[at] & 0xff)
          | (bytes[at + 1] & 0xff) << 8
          | (bytes[at + 2] & 0xff) << 16
          | (bytes[at + 3] & 0xff) << 24;
    }
  }
}
