package loadtests.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folder that holds the project: where {@code mvnw} and {@code reports} are. */
public final class ProjectRoot {
  /** The system property that names it; the poms and the launcher set it. */
  public static final String PROPERTY = "headroom.root";

  /** The system property that names another folder of run folders; tests set it. */
  public static final String RUNS_PROPERTY = "headroom.runs";

  private ProjectRoot() {}

  /**
   * The folder that {@value #PROPERTY} names, or the nearest one from the working directory
   * upwards.
   *
   * @throws SettingRefused where there is none
   */
  public static Path find() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return Path.of(named).toAbsolutePath().normalize();
    }
    for (@Nullable Path folder = Path.of("").toAbsolutePath();
        folder != null;
        folder = folder.getParent()) {
      if (Files.exists(folder.resolve("mvnw")) && Files.isDirectory(folder.resolve("reports"))) {
        return folder;
      }
    }
    throw new SettingRefused(
        "the project's folder was not found: start in it, or pass -D" + PROPERTY + "=FOLDER");
  }

  /** Where run folders are. */
  public static Path runs() {
    String named = System.getProperty(RUNS_PROPERTY);
    return named == null ? find().resolve("reports").resolve("runs") : Path.of(named);
  }

  static Path resolve(String path) {
    return find().resolve(path).normalize();
  }
}
