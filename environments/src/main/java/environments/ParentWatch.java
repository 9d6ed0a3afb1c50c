package environments;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Ends this process when the process that started it has ended, kill -9 included. */
public final class ParentWatch {

  private static final long INTERVAL_MILLIS = 500;
  private static final long SHUTDOWN_MILLIS_MAX = 20_000;

  /** As for a process that SIGTERM ended. */
  private static final int EXIT_STATUS = 143;

  private ParentWatch() {}

  /**
   * Exits this JVM, shutdown hooks included, within a second after its present parent process is
   * gone. Call it first of all: a parent that was gone before can't be told from any other.
   */
  public static void exitWithParent() {
    Optional<Long> parent = parent();
    Thread.ofPlatform().daemon().name("parent-watch").start(() -> exitWhenGone(parent));
  }

  private static void exitWhenGone(Optional<Long> parent) {
    try {
      while (parent().equals(parent)) {
        TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    Thread.ofPlatform().daemon().name("parent-watch-halt").start(ParentWatch::haltInTheEnd);
    System.exit(EXIT_STATUS);
  }

  /** Shutdown hooks that hang must not keep a JVM that nobody waits for. */
  private static void haltInTheEnd() {
    try {
      TimeUnit.MILLISECONDS.sleep(SHUTDOWN_MILLIS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(EXIT_STATUS);
  }

  private static Optional<Long> parent() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid);
  }
}
