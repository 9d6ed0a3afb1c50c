package lms.platform;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Forgets what is kept for a while only, once an hour in each pod. What fails is tried again an
 * hour later: nothing waits for it. Closed, it lets the task that runs end.
 */
public final class Housekeeping implements AutoCloseable {
  private static final Duration EVERY = Duration.ofHours(1);
  private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("housekeeping").factory());

  /** Does {@code tasks} from now on, one after another. */
  public Housekeeping(Runnable... tasks) {
    for (Runnable task : tasks) {
      var _ =
          executor.scheduleWithFixedDelay(
              () -> attempt(task), EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "housekeeping waits an hour: " + e);
    }
  }

  @Override
  public void close() {
    executor.close();
  }
}
