package chaos.faults;

import environments.Link;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * Goes through a link as whoever uses it does: connects, asks for something small and sees what
 * comes back and when. It knows nothing of what the proxy was told.
 *
 * @param address the near end of the link
 * @param question what is sent; empty where the server speaks first
 */
record LinkProbe(InetSocketAddress address, String question) {
  /** Longer than any delay that a fault makes. */
  static final int MOST_MILLIS = 4_000;

  private static final int READ_BYTES_MAX = 64 * 1024;

  /** So many that their answers, whatever they say, are longer than what a cut lets through. */
  private static final int PINGS = 20;

  /** What a server of MySQL greets with, Redis answers, and HTTP/1.0 answers and closes. */
  static LinkProbe of(Site site, Link link) {
    return new LinkProbe(
        link.listen(),
        switch (link.name()) {
          case "database" -> "";
          case "redis" -> "PING\r\n".repeat(PINGS);
          default -> "GET /courses HTTP/1.0\r\nHost: " + site.environment() + "\r\n\r\n";
        });
  }

  /** How an attempt ended. */
  enum How {
    /** Something came back. */
    ANSWERED,
    /** Nobody listens. */
    REFUSED,
    /** The connection was cut by a reset. */
    RESET,
    /** It was closed before anything came back. */
    CLOSED,
    /** Nothing came back in time. */
    SILENT
  }

  /**
   * What one attempt saw.
   *
   * @param firstMillis until the first byte, or until it ended without
   * @param endMillis until the other side closed, or nothing more came
   * @param bytes that came back
   */
  record Seen(How how, long firstMillis, long endMillis, int bytes) {
    /** In words, the first of which tells how. */
    String text() {
      return switch (how) {
        case ANSWERED ->
            "answered after %d ms, %d bytes in %d ms".formatted(firstMillis, bytes, endMillis);
        case REFUSED -> "refused";
        case RESET -> "reset after %d ms and %d bytes".formatted(endMillis, bytes);
        case CLOSED -> "closed after %d ms".formatted(endMillis);
        case SILENT -> "silent for %d ms".formatted(endMillis);
      };
    }
  }

  /** Tries once, within {@link #MOST_MILLIS} and a bit. */
  Seen look() {
    long began = System.nanoTime();
    long first = -1;
    int bytes = 0;
    try (var socket = new Socket()) {
      socket.connect(address, MOST_MILLIS);
      socket.setSoTimeout(MOST_MILLIS);
      socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[READ_BYTES_MAX];
      int n = in.read(buffer);
      while (n > 0 && bytes < READ_BYTES_MAX) {
        first = first < 0 ? since(began) : first;
        bytes += n;
        // Of those who keep the connection open the first answer is the whole.
        n = endsByItself() ? in.read(buffer) : -1;
      }
      How how = bytes > 0 ? How.ANSWERED : How.CLOSED;
      return new Seen(how, first, since(began), bytes);
    } catch (SocketTimeoutException e) {
      return new Seen(bytes > 0 ? How.ANSWERED : How.SILENT, first, since(began), bytes);
    } catch (ConnectException e) {
      return new Seen(How.REFUSED, first, since(began), bytes);
    } catch (SocketException e) {
      return new Seen(How.RESET, first, since(began), bytes);
    } catch (IOException e) {
      return new Seen(How.CLOSED, first, since(began), bytes);
    }
  }

  /** Whether who is asked closes when it has answered. */
  boolean endsByItself() {
    return question.startsWith("GET ");
  }

  private static long since(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  /** A witness who sees a fault in how an attempt ends. */
  Witness endsAs(How how) {
    return new ProbeWitness(
        this, (before, during) -> !before.startsWith(word(how)) && during.startsWith(word(how)));
  }

  /**
   * A witness who sees a fault in how much later something comes back.
   *
   * @param word after which the milliseconds stand in {@link Seen#text}
   */
  Witness later(String word, long millis) {
    return new LateWitness(this, word, millis);
  }

  /** A witness who sees a fault in how little comes back before the end. */
  Witness shorter(int bytes) {
    return new ProbeWitness(
        this,
        (before, during) ->
            number(before, "ms,") > bytes
                && (during.startsWith("answered")
                    ? number(during, "ms,") <= bytes
                    : during.startsWith("closed") || during.startsWith("reset")));
  }

  private static String word(How how) {
    return switch (how) {
      case ANSWERED -> "answered";
      case REFUSED -> "refused";
      case RESET -> "reset";
      case CLOSED -> "closed";
      case SILENT -> "silent";
    };
  }

  /** The number after a word; as much as can be where it does not stand there. */
  private static long number(String text, String word) {
    int at = text.indexOf(word + " ");
    if (at < 0) {
      return MOST_MILLIS;
    }
    String rest = text.substring(at + word.length() + 1);
    return Long.parseLong(rest.substring(0, rest.indexOf(' ')));
  }

  private interface Shows {
    boolean test(String before, String during);
  }

  private record ProbeWitness(LinkProbe probe, Shows shows) implements Witness {
    @Override
    public String source() {
      return "an attempt of our own at " + probe.address();
    }

    @Override
    public String look() {
      return probe.look().text();
    }

    @Override
    public boolean fired(String before, String during) {
      return before.startsWith("answered") && shows.test(before, during);
    }
  }

  /**
   * The quickest of three attempts: what a busy machine delays is seldom late three times in a row,
   * what a fault delays always is.
   */
  private record LateWitness(LinkProbe probe, String word, long millis) implements Witness {
    private static final int ATTEMPTS = 3;

    @Override
    public String source() {
      return "attempts of our own at " + probe.address();
    }

    @Override
    public String look() {
      String quickest = probe.look().text();
      for (int i = 1; i < ATTEMPTS && number(quickest, word) >= millis; i++) {
        String next = probe.look().text();
        quickest = number(next, word) < number(quickest, word) ? next : quickest;
      }
      return quickest;
    }

    @Override
    public boolean fired(String before, String during) {
      return before.startsWith("answered")
          && during.startsWith("answered")
          && number(during, word) - number(before, word) >= millis;
    }
  }
}
