package chaos.commands;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether this process was told to end. It then lives until what is to be said was said: a run that
 * is being made ends itself meanwhile.
 */
final class Ending implements AutoCloseable {
  private static final long SAYING_SECONDS_MAX = 300;

  private final CountDownLatch said = new CountDownLatch(1);
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
