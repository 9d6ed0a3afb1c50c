package environments;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder of this project.
 *
 * @param path absolute
 */
record ProjectRoot(Path path) {

  /** {@code headroom.root}, else the nearest folder from the working directory up. */
  static ProjectRoot locate() {
    String property = System.getProperty("headroom.root");
    if (property != null && !property.isBlank()) {
      return new ProjectRoot(Path.of(property).toAbsolutePath().normalize());
    }
    @Nullable Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      if (Files.exists(folder.resolve("mvnw")) && Files.isDirectory(folder.resolve("reports"))) {
        return new ProjectRoot(folder);
      }
      folder = folder.getParent();
    }
    throw new EnvironmentUnavailable(
        "this is not inside the project: start in its folder or give -Dheadroom.root");
  }
}
