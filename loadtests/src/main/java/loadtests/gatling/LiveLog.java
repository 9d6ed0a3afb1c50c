package loadtests.gatling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The log that Gatling is writing, made to appear in the run folder while it grows: a second hard
 * link to the same file, so that what was written is there even when this process is killed.
 *
 * <p>Gatling opens the log after a simulation's {@code before} and tells nobody where; the open
 * files of this process do (Linux). Thread-safe.
 */
public final class LiveLog implements AutoCloseable {
  private static final String NAME = "simulation.log";
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final long LOOK_EVERY_MILLIS = 250;

  private final Path target;
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("live-log").unstarted(task));
  private @Nullable Path source;
  private boolean linked;

  /** Looks for the log from now on, and links it as {@code target}. */
  public LiveLog(Path target) {
    this.target = target;
    var _ =
        looker.scheduleWithFixedDelay(
            this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void look() {
    if (source == null) {
      source = openLog().orElse(null);
    }
    if (source != null) {
      linked = link(source);
      looker.shutdown();
    }
  }

  private static Optional<Path> openLog() {
    try (Stream<Path> open = Files.list(OPEN_FILES)) {
      return open.map(LiveLog::whereTo).flatMap(Optional::stream).findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<Path> whereTo(Path descriptor) {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor))
          .filter(path -> path.endsWith(NAME) && Files.isRegularFile(path));
    } catch (IOException _) {
      return Optional.empty(); // closed since it was listed
    }
  }

  private boolean link(Path log) {
    try {
      Files.createDirectories(target.getParent());
      Files.createLink(target, log);
      return true;
    } catch (FileAlreadyExistsException _) {
      return true;
    } catch (IOException | UnsupportedOperationException _) {
      return false; // another file system: close() copies it
    }
  }

  /** Whether a log was found. */
  public synchronized boolean found() {
    return source != null;
  }

  /**
   * Makes sure that the finished log is in the run folder: it copies where linking was impossible.
   *
   * @throws UncheckedIOException when the log can't be copied
   */
  @Override
  public synchronized void close() {
    looker.shutdownNow();
    if (source == null || linked) {
      return;
    }
    try {
      Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("simulation.log could not be copied to " + target, e);
    }
  }
}
