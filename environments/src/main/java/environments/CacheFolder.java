package environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that keeps between runs what is dear to make, and holds the work folders of live runs.
 *
 * <p>Its parts: {@code prepared/} (unpacked programs, seeded databases, start-up caches), {@code
 * locks/}, {@code work/}, {@code runs/}, {@code chaos/} (journals of faults). Something prepared is
 * made in a work folder and moved to its place when it is whole, so what stands there is finished,
 * whatever was killed when.
 *
 * @param root readable by its owner only
 */
public record CacheFolder(Path root) {

  /** File locks belong to the process, so threads of one process need a lock of their own. */
  private static final ReentrantLock PREPARING = new ReentrantLock();

  private static final int KEPT_OF_A_KIND = 4;
  private static final Duration IN_USE = Duration.ofHours(1);

  /** Makes something into a folder that exists and is empty. */
  interface Maker {
    void make(Path folder) throws IOException;
  }

  /**
   * {@code headroom.cache}, else {@code $XDG_CACHE_HOME/headroom}, else {@code ~/.cache/headroom}.
   */
  public static CacheFolder locate() {
    return locate(
        System.getProperty("headroom.cache"),
        System.getenv("XDG_CACHE_HOME"),
        Path.of(System.getProperty("user.home")));
  }

  static CacheFolder locate(@Nullable String property, @Nullable String cacheHome, Path home) {
    Path root;
    if (property != null && !property.isBlank()) {
      root = Path.of(property);
    } else if (cacheHome != null && Path.of(cacheHome).isAbsolute()) {
      root = Path.of(cacheHome, "headroom");
    } else {
      root = home.resolve(".cache/headroom");
    }
    return new CacheFolder(root.toAbsolutePath().normalize());
  }

  /** Makes the folder and its parts where they are missing. */
  public CacheFolder create() {
    try {
      for (String part : new String[] {"prepared", "locks", "work", "runs", "chaos"}) {
        Files.createDirectories(root.resolve(part));
      }
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
      return this;
    } catch (IOException e) {
      throw new EnvironmentUnavailable(
          "the cache folder " + root + " can't be written; choose another by -Dheadroom.cache", e);
    }
  }

  Path work() {
    return root.resolve("work");
  }

  Path runs() {
    return root.resolve("runs");
  }

  /** The folder of the journals of faults that are not all undone. */
  public Path chaos() {
    return root.resolve("chaos");
  }

  /**
   * The prepared thing of a name, made where there is none yet. Only one process makes things of
   * one name at a time; the others wait for it.
   *
   * @param work where it is made before it is moved to its place; of the same file system
   * @param progress told when another process has to be waited for
   */
  Path prepared(String name, WorkFolder work, Consumer<String> progress, Maker maker) {
    Path target = root.resolve("prepared").resolve(name);
    PREPARING.lock();
    try (FileChannel channel = lockFile(name);
        FileLock _ = lock(channel, name, progress)) {
      if (!Files.isDirectory(target)) {
        Path unfinished = work.path().resolve("unfinished-" + name);
        Files.createDirectory(unfinished);
        maker.make(unfinished);
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        removeUnused(name.replaceFirst("-.*", ""));
      }
      Files.setLastModifiedTime(target, FileTime.from(Instant.now()));
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("could not prepare " + name, e);
    } finally {
      PREPARING.unlock();
    }
  }

  /** The prepared thing of a name, where there is one. */
  Optional<Path> existing(String name) {
    return Optional.of(root.resolve("prepared").resolve(name)).filter(Files::isDirectory);
  }

  /** The prepared things whose names begin so. */
  List<Path> existingOf(String kind) {
    try (Stream<Path> all = Files.list(root.resolve("prepared"))) {
      return all.filter(thing -> thing.getFileName().toString().startsWith(kind)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not list what is prepared", e);
    }
  }

  /** Removes the prepared thing of a name, where there is one. */
  void forget(String name) {
    try {
      Optional<Path> target = existing(name);
      if (target.isPresent()) {
        WorkFolder.remove(target.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not remove what was prepared as " + name, e);
    }
  }

  /** Keeps the last used things of a kind, and whatever may just be in use. */
  private void removeUnused(String kind) throws IOException {
    FileTime recently = FileTime.from(Instant.now().minus(IN_USE));
    List<Path> things = existingOf(kind);
    Map<Path, FileTime> used = new HashMap<>();
    for (Path thing : things) {
      used.put(thing, Files.getLastModifiedTime(thing));
    }
    for (Path thing :
        things.stream()
            .sorted(Comparator.comparing(used::get, Comparator.reverseOrder()))
            .skip(KEPT_OF_A_KIND)
            .filter(thing -> recently.compareTo(used.get(thing)) > 0)
            .toList()) {
      WorkFolder.remove(thing);
    }
  }

  private FileChannel lockFile(String name) throws IOException {
    return FileChannel.open(
        root.resolve("locks").resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static FileLock lock(FileChannel channel, String name, Consumer<String> progress)
      throws IOException {
    FileLock free = channel.tryLock();
    if (free != null) {
      return free;
    }
    progress.accept("waiting for another run that prepares " + name);
    return channel.lock();
  }
}
