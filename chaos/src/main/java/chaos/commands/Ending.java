package chaos.commands;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether this process was told to end. It then lives until what is to be said was said. A run that
 * is being made ends itself meanwhile, and its thread does not go on: {@link #runEnded} says the
 * rest then. Thread-safe.
 */
final class Ending implements AutoCloseable {
  private static final long SAYING_SECONDS_MAX = 300;

  private final CountDownLatch said = new CountDownLatch(1);
  private final AtomicReference<@Nullable Runnable> last = new AtomicReference<>();
  private final Thread hook = Thread.ofPlatform().unstarted(this::awaitSaid);
  private volatile boolean begun;

  private Ending() {}

  static Ending watch() {
    var ending = new Ending();
    Runtime.getRuntime().addShutdownHook(ending.hook);
    return ending;
  }

  boolean hasBegun() {
    return begun;
  }

  /** What is to be said at the end, once, whoever gets there. */
  void last(Runnable words) {
    last.set(words);
  }

  /** Says it, where nobody has. */
  void sayLast() {
    Runnable words = last.getAndSet(null);
    if (words != null) {
      words.run();
    }
  }

  /** The run that was being made when the process was told to end has ended and was judged. */
  void runEnded() {
    begun = true;
    sayLast();
    said.countDown();
  }

  private void awaitSaid() {
    begun = true;
    try {
      var _ = said.await(SAYING_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    said.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is ending, and nothing keeps it any more.
      return;
    }
  }
}
