package loadtests.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** What was observed while a real Gatling process sent a load to a stand-in. */
final class StandInRun {
  /** The property that names the file of what was observed. */
  private static final String OUT = "standin.out";

  private static final long SECONDS_MAX = 120;

  private final Properties facts = new Properties();

  private StandInRun(Path file) throws IOException {
    try (var reader = Files.newBufferedReader(file)) {
      facts.load(reader);
    }
  }

  /**
   * Runs it and waits for its end.
   *
   * @param troubled whether the load is that of a troubled stand-in
   */
  static StandInRun in(Path folder, boolean troubled) throws IOException, InterruptedException {
    return of(StandInSimulation.class, folder, "-D" + StandInSimulation.TROUBLED + "=" + troubled);
  }

  /** Runs a simulation that ends with {@link #write}. */
  static StandInRun of(Class<? extends Simulation> simulation, Path folder, String... options)
      throws IOException, InterruptedException {
    Path out = folder.resolve("facts.properties");
    Path log = folder.resolve("gatling.txt");
    Path target = Path.of("target").toAbsolutePath();
    String classPath =
        target.resolve("test-classes")
            + ":"
            + target.resolve("classes")
            + ":"
            + Files.readString(target.resolve("test.classpath")).strip();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("-D" + OUT + "=" + out);
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, "io.gatling.app.Gatling"));
    command.addAll(List.of("-s", simulation.getName()));
    command.addAll(List.of("-rf", folder.resolve("gatling").toString()));
    command.addAll(List.of("-nr", "-l", "java:maven:4.21.12"));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).as("ends in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    return new StandInRun(out);
  }

  /** In the simulation's process: where what it observed will be. */
  static Path out() {
    return Path.of(System.getProperty(OUT));
  }

  /** In the simulation's process: keeps what it observed. */
  static void write(Properties facts) {
    try (var writer = Files.newBufferedWriter(out())) {
      facts.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A fact, as it was written; empty where there is none. */
  String text(String what) {
    return Objects.requireNonNull(facts.getProperty(what, ""));
  }

  /** A number among the facts; 0 where there is none. */
  int number(String what) {
    return text(what).isEmpty() ? 0 : Integer.parseInt(text(what));
  }
}
