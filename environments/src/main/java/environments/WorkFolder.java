package environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of this process that is gone soon after the process, whatever ends it.
 *
 * <p>A {@link Reaper} removes this one folder. What it left, as after a power cut, is swept when
 * the next folder is made.
 */
final class WorkFolder implements AutoCloseable {

  /**
   * Tries again for a while: the programs that wrote into the folder are killed at the same moment
   * and may still be ending.
   */
  private static final String REMOVE =
      "n=0; while [ -e \"$1\" ] && [ $n -lt 100 ];"
          + " do rm -rf -- \"$1\" 2>/dev/null || sleep 0.1; n=$((n+1)); done";

  private static final long REMOVAL_SECONDS_MAX = 30;

  private final Path path;
  private final Reaper reaper;

  private WorkFolder(Path path, Reaper reaper) {
    this.path = path;
    this.reaper = reaper;
  }

  /** Makes one in a folder of work folders, and sweeps those there whose process has ended. */
  static WorkFolder in(Path folders) {
    try {
      sweep(folders);
      String prefix = ProcessIdentity.current().text() + ".";
      Path path = Files.createTempDirectory(folders, prefix);
      try {
        return new WorkFolder(path, Reaper.start(REMOVE, path.toString()));
      } catch (IOException e) {
        Files.delete(path);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no work folder could be made in " + folders, e);
    }
  }

  Path path() {
    return path;
  }

  /** Removes the folder and everything in it. */
  @Override
  public void close() {
    try {
      if (!reaper.finish(REMOVAL_SECONDS_MAX)) {
        throw new IOException("not removed within " + REMOVAL_SECONDS_MAX + " s: " + path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the work folder could not be removed", e);
    } catch (InterruptedException e) {
      // The shell goes on without us.
      Thread.currentThread().interrupt();
    }
  }

  private static void sweep(Path folders) throws IOException {
    try (Stream<Path> all = Files.list(folders)) {
      for (Path folder : all.toList()) {
        String name = folder.getFileName().toString();
        if (ProcessIdentity.parse(name.replaceFirst("\\..*", ""))
            .filter(ProcessIdentity::hasEnded)
            .isPresent()) {
          try {
            remove(folder);
          } catch (IOException e) {
            // Somebody writes into it or removes it as well: the next sweep sees what is left.
          }
        }
      }
    }
  }

  /** Removes a folder that others may be removing as well. */
  static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
