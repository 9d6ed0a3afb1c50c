package environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an environment holds of this machine: a work folder, child processes, its place in the
 * register of runs. All of it is given back when this is closed, when the JVM shuts down (SIGTERM
 * and Ctrl-C included) and, by the parts' own means, when the JVM is killed.
 */
final class Lease implements AutoCloseable {

  private final CacheFolder cache;
  private final WorkFolder work;
  private final Children children = new Children();
  private volatile RunRegistry registry;
  private volatile @Nullable Path failureLogs;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread hook = Thread.ofPlatform().name("environment-close").unstarted(this::end);

  private Lease(
      CacheFolder cache, WorkFolder work, RunRegistry registry, @Nullable Path failureLogs) {
    this.cache = cache;
    this.work = work;
    this.registry = registry;
    this.failureLogs = failureLogs;
  }

  static Lease take(CacheFolder cache, EnvironmentSettings settings) {
    WorkFolder work = WorkFolder.in(cache.work());
    RunRegistry registry = RunRegistry.enter(cache, settings, Cpus.allowed());
    Lease lease = new Lease(cache, work, registry, settings.failureLogs());
    Runtime.getRuntime().addShutdownHook(lease.hook);
    return lease;
  }

  WorkFolder work() {
    return work;
  }

  Children children() {
    return children;
  }

  RunRegistry registry() {
    return registry;
  }

  /** Goes to another run: its place in the register and the logs of failures are that run's. */
  void serve(EnvironmentSettings run) {
    try (RunRegistry _ = registry) {
      registry = RunRegistry.enter(cache, run, Cpus.allowed());
      failureLogs = run.failureLogs();
    }
  }

  /** Copies the logs of all programs into the folder for failures, where there is one. */
  void keepLogs() {
    Path kept = failureLogs;
    if (kept == null || closed.get()) {
      return;
    }
    try (Stream<Path> files = Files.list(work.path())) {
      Path logs = Files.createDirectories(kept.resolve("logs"));
      List<Path> written = files.filter(file -> file.toString().endsWith(".log")).toList();
      for (Path file : written) {
        Path copy = logs.resolve(file.getFileName().toString());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the logs could not be kept in " + kept, e);
    }
  }

  /** Does nothing any more when the JVM shuts down by itself: who took it closes it then. */
  void leaveEndToCaller() {
    removeHook();
  }

  @Override
  public void close() {
    end();
    removeHook();
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down: the hook does it, or finds it done.
      return;
    }
  }

  private void end() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try (work;
        RunRegistry _ = registry) {
      children.close();
    }
  }
}
