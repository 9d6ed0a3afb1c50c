package chaos.undo;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import environments.ProcessIdentity;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Small programs of this module and of the environments that run in a JVM of their own, with little
 * but these two and Jackson on their class path: classes of the build and jars of Maven's
 * repository, which outlive a run.
 */
public final class OwnProgram {
  /** One class of each place that the classes are in. */
  private static final List<Class<?>> PLACES =
      List.of(
          OwnProgram.class,
          ProcessIdentity.class,
          ObjectMapper.class,
          JsonParser.class,
          JsonTypeInfo.class);

  private OwnProgram() {}

  /**
   * The command of one, without its arguments.
   *
   * @param further a class of each other place that it needs classes of
   */
  public static List<String> command(Class<?> program, Class<?>... further) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx64m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        Stream.concat(PLACES.stream(), Stream.of(further))
            .map(OwnProgram::place)
            .distinct()
            .collect(Collectors.joining(":")),
        program.getName());
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("nobody knows where " + type.getName() + " is", e);
    }
  }
}
