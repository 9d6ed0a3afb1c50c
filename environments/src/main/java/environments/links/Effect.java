package environments.links;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a toxic does to one flow, from when it is added until it is over: removed, changed, or the
 * connection closed. Bytes come by one thread; all else may come by any.
 */
abstract class Effect {
  private final CountDownLatch over = new CountDownLatch(1);

  /** It begins; bytes may have gone before. */
  void begin() {}

  /** Passes bytes on: later, in pieces, in part or not at all. */
  abstract void pass(Chunk chunk, Outlet next) throws IOException, InterruptedException;

  /** Passes on that there are no more bytes. */
  void end(Outlet next) throws IOException, InterruptedException {
    next.end();
  }

  /** Its toxic was removed while the connection lasts. */
  void removed() {}

  /** Ends all pauses, those to come included. */
  final void over() {
    over.countDown();
  }

  /** Waits; false where it was over before that. */
  final boolean pause(long nanos) throws InterruptedException {
    return !over.await(nanos, TimeUnit.NANOSECONDS);
  }

  final boolean pauseMillis(long millis) throws InterruptedException {
    return pause(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
