package loadtests.injectors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

/**
 * The coordinator as an injector sees it: two streams. It answers what it is asked at once, on a
 * thread of its own. Thread-safe.
 */
public final class Coordinator {
  private final PrintStream to;
  private final IntSupplier people;
  private final CompletableFuture<Long> origin = new CompletableFuture<>();

  /**
   * Listens from now on.
   *
   * @param people simulated people at work
   * @param gone is run when the coordinator is no longer there
   */
  public Coordinator(InputStream from, PrintStream to, IntSupplier people, Runnable gone) {
    this.to = to;
    this.people = people;
    Thread.ofPlatform().daemon().name("coordinator").start(() -> listen(from, gone));
  }

  private void listen(InputStream from, Runnable gone) {
    try (var lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard(line);
      }
    } catch (IOException e) {
      origin.completeExceptionally(e);
    }
    origin.completeExceptionally(new IllegalStateException("the coordinator is gone"));
    gone.run();
  }

  private void heard(String line) {
    if (line.equals(Message.LOOK)) {
      say(new Message.Seen(Message.nowMicros(), people.getAsInt()));
    } else if (line.startsWith(Message.BEGIN + " ")) {
      origin.complete(Long.parseLong(line.substring(Message.BEGIN.length() + 1)));
    }
  }

  /** Waits for the agreed instant at which the first phase begins, in epoch milliseconds. */
  public long awaitOrigin() {
    return origin.join();
  }

  /** Says something. */
  void say(Message message) {
    synchronized (to) {
      to.println(message.line());
      to.flush();
    }
  }
}
