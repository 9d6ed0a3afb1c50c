package environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs of this module that run in a JVM of their own. */
final class OwnProgram {
  private OwnProgram() {}

  /** The command of one, without its arguments. */
  static List<String> command(Class<?> program) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "--enable-native-access=ALL-UNNAMED",
        "-Dheadroom.root=" + ProjectRoot.locate().path(),
        "-cp",
        classPath(),
        program.getName());
  }

  /** A test or Gatling may run from jars that only name others: Maven writes the path down. */
  private static String classPath() {
    Path target = ProjectRoot.locate().path().resolve("environments/target");
    try {
      return target.resolve("classes")
          + ":"
          + Files.readString(target.resolve("runtime.classpath"));
    } catch (IOException e) {
      throw new UncheckedIOException("the class path of this module is not written down", e);
    }
  }
}
