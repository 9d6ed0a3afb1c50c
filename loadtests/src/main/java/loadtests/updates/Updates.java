package loadtests.updates;

import environments.RolloutFailed;
import environments.Rollouts;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import loadtests.record.Recorder;

/**
 * Changes a deployment under load: it is restarted three times, its pods are evicted three times,
 * and one update fails. Each step is an event of the run, begun and then done, failed, or cut short
 * by the end of the load.
 */
public final class Updates implements AutoCloseable {
  private static final int TIMES = 3;
  private static final long ENDING_SECONDS_MAX = 5;

  private final Recorder recorder;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("updates").factory());

  private Updates(Recorder recorder) {
    this.recorder = recorder;
  }

  /**
   * Does all of it in order, from an instant on.
   *
   * @param beginMillis epoch milliseconds
   */
  public static Updates at(long beginMillis, Rollouts rollouts, Recorder recorder) {
    var updates = new Updates(recorder);
    long wait = Math.max(0, beginMillis - System.currentTimeMillis());
    var _ = updates.worker.schedule(() -> updates.all(rollouts), wait, TimeUnit.MILLISECONDS);
    return updates;
  }

  private void all(Rollouts rollouts) {
    for (int time = 1; time <= TIMES; time++) {
      step(
          "restart " + time,
          () -> {
            rollouts.restart();
            return "all pods are new";
          });
    }
    for (int time = 1; time <= TIMES; time++) {
      step("eviction " + time, rollouts::evict);
    }
    step("failed update 1", () -> "rolled back; " + rollouts.updateThatFails());
  }

  private void step(String name, Supplier<String> change) {
    if (worker.isShutdown()) {
      return;
    }
    recorder.event("rollout", name, "begun");
    try {
      recorder.event("rollout", name, "done: " + change.get());
    } catch (RolloutFailed e) {
      // The end of the load is no failure of what it cut short.
      String how =
          worker.isShutdown() ? "cut short: the load was over" : "failed: " + e.getMessage();
      recorder.event("rollout", name, how);
    }
  }

  /** What is not done yet is not done any more. */
  @Override
  public void close() {
    worker.shutdownNow();
    try {
      var _ = worker.awaitTermination(ENDING_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
