package chaos.cut;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Cuts a client of HTTP/1.1 off after the server has done what it was asked for and before the
 * client hears of it, at every n-th successful answer to a request of the kind that is watched.
 * Thread-safe.
 */
public final class AnswerCut {
  private static final Pattern SUCCESS = Pattern.compile("HTTP/1\\.1 2\\d\\d .*", Pattern.DOTALL);
  private static final int STATUS_BYTES = 13;

  private final int every;
  private final Pattern watched;
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicBoolean armed = new AtomicBoolean();

  /**
   * One that cuts nothing before it is armed.
   *
   * @param every which answer is cut: 1 for each, 2 for every second
   * @param watched method and path of a request that counts, such as {@code POST /api/x}
   */
  public AnswerCut(int every, Pattern watched) {
    if (every < 1) {
      throw new IllegalArgumentException("every must be 1 or more, not " + every);
    }
    this.every = every;
    this.watched = watched;
  }

  /**
   * Starts a proxy that does it.
   *
   * @param servers which take turns
   */
  public CutProxy proxy(InetAddress local, List<InetSocketAddress> servers, Transport transport) {
    return CutProxy.start(local, servers, transport, Connection::new);
  }

  /** From now on it cuts. */
  public void arm() {
    armed.set(true);
  }

  /** It cuts no more. */
  public void disarm() {
    armed.set(false);
  }

  /** One connection, on which each request waits for the answer to the one before. */
  private final class Connection implements Conversation {
    private final HttpRequests requests = new HttpRequests(this::request);
    private boolean awaited;

    @Override
    public synchronized void asked(byte[] bytes, int length) {
      requests.take(bytes, length);
    }

    @Override
    public synchronized boolean answered(byte[] bytes, int length) {
      if (!awaited) {
        return false;
      }
      awaited = false;
      String status =
          new String(bytes, 0, Math.min(length, STATUS_BYTES), StandardCharsets.US_ASCII);
      return SUCCESS.matcher(status).matches()
          && armed.get()
          && answers.incrementAndGet() % every == 0;
    }

    private void request(String methodAndPath) {
      awaited = watched.matcher(methodAndPath).matches();
    }
  }
}
