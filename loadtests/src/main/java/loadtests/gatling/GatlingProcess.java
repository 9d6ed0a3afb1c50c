package loadtests.gatling;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import loadtests.settings.ProjectRoot;
import loadtests.settings.SettingRefused;

/**
 * A load generator in a JVM of its own, so that its exit status can be the verdict's: Gatling ends
 * its process itself.
 */
public final class GatlingProcess {
  /** The property whose value is added to a verdict's status, so that a crash is told from it. */
  public static final String STATUS_OFFSET = "headroom.statusOffset";

  /** Gatling's property of the milliseconds for which an unused connection is kept. */
  static final String CONNECTION_KEPT = "gatling.http.pooledConnectionIdleTimeout";

  /** A generator that ended without a verdict and without saying why (EX_SOFTWARE). */
  public static final int CRASHED = 70;

  private static final String GATLING = "io.gatling.app.Gatling";
  private static final int OFFSET = 200;
  private static final int VERDICTS = 4;
  private static final int INTERRUPTED = 130;
  private static final int TERMINATED = 143;
  private static final long END_SECONDS_MAX = 90;

  private GatlingProcess() {}

  /**
   * Runs a simulation on this process's terminal and waits for its end. While it runs, whatever
   * ends this process ends it too, in good order.
   *
   * @param simulation the name of its class
   * @param properties system properties of its JVM
   * @return the verdict's status, 64, 69, 130, or {@link #CRASHED}
   */
  public static int run(String simulation, Map<String, String> properties) {
    int status = await(launch(new ProcessBuilder(gatling(simulation, properties)).inheritIO()));
    return meaning(status);
  }

  /** Runs a program on the load generator's class path in the same way; its own exit status. */
  public static int runMain(String main) {
    List<String> command = jvm(Map.of());
    command.add(main);
    return await(launch(new ProcessBuilder(command).inheritIO()));
  }

  /** Starts a simulation whose output goes to a file; the caller ends it. */
  public static Process start(String simulation, Map<String, String> properties, Path output) {
    return launch(
        new ProcessBuilder(gatling(simulation, properties))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile()));
  }

  /**
   * Starts a simulation that talks to this process by its standard input and output; the caller
   * ends it. An interrupt from the keyboard, which the whole terminal gets, is left to the caller.
   *
   * @param results where Gatling's own files go, of this simulation alone
   * @param errors where its standard error goes
   */
  public static Process startTalking(
      String simulation, Map<String, String> properties, Path results, Path errors) {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "trap '' INT; exec \"$@\"", simulation));
    command.addAll(gatling(simulation, properties, results));
    return launch(new ProcessBuilder(command).redirectError(errors.toFile()));
  }

  /** The properties of a process whose people keep an unused connection for so long. */
  public static Map<String, String> keeping(Duration connection) {
    return Map.of(CONNECTION_KEPT, Long.toString(connection.toMillis()));
  }

  /** Where Gatling's own files go. */
  public static Path results() {
    return target().resolve("gatling");
  }

  private static Process launch(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("the load generator could not be started", e);
    }
  }

  private static int await(Process process) {
    Thread hook = Thread.ofPlatform().unstarted(() -> end(process));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      int status = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(hook);
      return status;
    } catch (InterruptedException _) {
      end(process);
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    } catch (IllegalStateException _) {
      return INTERRUPTED; // this process is ending: the hook waits for the generator
    }
  }

  /** What the exit status of a generator's process says: a run's exit status. */
  public static int meaning(int status) {
    if (status >= OFFSET && status < OFFSET + VERDICTS) {
      return status - OFFSET;
    }
    return switch (status) {
      case SettingRefused.EXIT_STATUS, environments.EnvironmentUnavailable.EXIT_STATUS -> status;
      case INTERRUPTED, TERMINATED -> INTERRUPTED;
      default -> {
        System.err.println(
            "headroom: the load generator ended without a verdict (status %d); ".formatted(status)
                + "./headroom report latest judges what the run left");
        yield CRASHED;
      }
    };
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> gatling(String simulation, Map<String, String> properties) {
    return gatling(simulation, properties, results());
  }

  private static List<String> gatling(
      String simulation, Map<String, String> properties, Path results) {
    List<String> command = jvm(properties);
    command.addAll(program(simulation, results.toString()));
    return command;
  }

  /**
   * What runs a simulation, as the arguments of java after its options.
   *
   * @param results where Gatling's own files go
   */
  public static List<String> program(String simulation, String results) {
    // The last says who started it; without, Gatling asks for a build tool to start it by.
    return List.of(GATLING, "-s", simulation, "-rf", results, "-nr", "-l", "java:maven:headroom");
  }

  private static List<String> jvm(Map<String, String> properties) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx2g",
            "-XX:+UseG1GC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-D" + ProjectRoot.PROPERTY + "=" + ProjectRoot.find(),
            "-D" + STATUS_OFFSET + "=" + OFFSET));
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", classPath()));
    return command;
  }

  private static Path target() {
    return ProjectRoot.find().resolve("loadtests").resolve("target");
  }

  private static String classPath() {
    Path file = target().resolve("test.classpath");
    try {
      return String.join(
          File.pathSeparator,
          target().resolve("test-classes").toString(),
          target().resolve("classes").toString(),
          Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " can't be read; ./mvnw test-compile makes it anew", e);
    }
  }
}
