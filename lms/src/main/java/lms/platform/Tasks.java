package lms.platform;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Work that takes longer than a request may, done step by step beside requests. Its state is in the
 * database, so that another pod goes on with what this one did not finish. Thread-safe.
 *
 * <p>A step finds for itself what there is to do, and may be run by several pods at once.
 */
public final class Tasks implements AutoCloseable {
  /** How long work waits at most that a pod left which is gone. */
  private static final Duration LOOKED_FOR = Duration.ofMinutes(5);

  private static final System.Logger LOG = System.getLogger(Tasks.class.getName());

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tasks").factory());

  /** One kind of work. */
  public final class Kind {
    private final String name;
    private final BooleanSupplier step;

    private Kind(String name, BooleanSupplier step) {
      this.name = name;
      this.step = step;
    }

    /** Looks for work now. */
    public void hurry() {
      try {
        executor.execute(this::run);
      } catch (RejectedExecutionException e) {
        LOG.log(System.Logger.Level.DEBUG, name + " waits for another pod", e);
      }
    }

    /** One step; what is left queues up behind the steps of other kinds. */
    private void run() {
      try {
        if (step.getAsBoolean()) {
          hurry();
        }
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, name + " waits: " + e);
      }
    }
  }

  /**
   * Adds a kind of work.
   *
   * @param step does a part of it that takes a second at most, and says whether there may be more
   */
  public Kind add(String name, BooleanSupplier step) {
    return add(name, LOOKED_FOR, step);
  }

  /**
   * Adds a kind of work that nobody announces.
   *
   * @param every how long it waits at most
   * @param step does a part of it that takes a second at most, and says whether there may be more
   */
  public Kind add(String name, Duration every, BooleanSupplier step) {
    Kind kind = new Kind(name, step);
    var _ =
        executor.scheduleWithFixedDelay(
            kind::run, every.toSeconds(), every.toSeconds(), TimeUnit.SECONDS);
    return kind;
  }

  /** Lets the step that runs end, and begins none. */
  @Override
  public void close() {
    executor.shutdown();
    executor.close();
  }
}
