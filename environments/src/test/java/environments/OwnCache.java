package environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cache folder of a test class's own, kept between builds.
 *
 * @param folder where it is
 */
record OwnCache(Path folder) {
  /** One in the build folder, used by this process from now on. */
  static OwnCache use(String name) {
    OwnCache cache = new OwnCache(Path.of("target", name).toAbsolutePath());
    System.setProperty("headroom.cache", cache.folder.toString());
    return cache;
  }

  /** The folders of runs in it. */
  List<Path> workFolders() {
    try (Stream<Path> folders = Files.list(folder.resolve("work"))) {
      return folders.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
