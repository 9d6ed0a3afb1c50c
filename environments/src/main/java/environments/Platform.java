package environments;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;

/**
 * The platform as a program: what Maven compiled, started in JVMs of its own.
 *
 * @param java the executable of a JDK 25
 * @param classes the platform's class files and resources
 * @param libraries the rest of its class path
 */
record Platform(Path java, Path classes, List<Path> libraries) {

  /** The memory of one pod, which its JVM's parts are sized to stay below. */
  static final int POD_MEMORY_MIB = 768;

  /** A pod that may be asked to end under load tells everybody in time to go elsewhere. */
  static final Map<String, String> DRAIN = Map.of("LMS_DRAIN_SECONDS", "3");

  /**
   * Nothing before our pods asks whether they are ready, but everything passes over who refuses.
   */
  static final Map<String, String> LISTEN_LATE = Map.of("LMS_LISTEN_EARLY", "false");

  /** All learners of a generator come from one address, which no campus's limit is meant for. */
  static final Map<String, String> ONE_ADDRESS = Map.of("LMS_RATE_ADDRESS", "10000000");

  /** What makes a JVM a pod of one CPU; heap and the other areas leave room for threads and GC. */
  static final List<String> POD_FLAGS =
      List.of(
          "-XX:ActiveProcessorCount=1",
          "-XX:+UseSerialGC",
          "-Xms448m",
          "-Xmx448m",
          "-XX:MaxMetaspaceSize=96m",
          "-XX:ReservedCodeCacheSize=64m",
          "-XX:MaxDirectMemorySize=32m",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED");

  private static final Pattern READY = Pattern.compile("(?m)^lms ready at (http://\\S+)\\R");
  private static final Duration READY_DEADLINE = Duration.ofMinutes(2);
  private static final Duration AOT_DEADLINE = Duration.ofMinutes(5);
  private static final String MAIN = "lms.Main";

  /** Finds it in the project, which has to be compiled. */
  static Platform inProject(ProjectRoot root) {
    if (Runtime.version().feature() < 25) {
      throw new EnvironmentUnavailable(
          "the platform needs JDK 25; this is "
              + Runtime.version()
              + ". Start with JDK 25 or newer");
    }
    Path target = root.path().resolve("lms/target");
    try {
      String libraries = Files.readString(target.resolve("runtime.classpath")).strip();
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      return new Platform(
          java,
          target.resolve("classes"),
          List.of(libraries.split(":")).stream().map(Path::of).toList());
    } catch (IOException e) {
      throw new EnvironmentUnavailable(
          "the platform is not compiled in " + target + "; run ./mvnw process-classes", e);
    }
  }

  /** A program of the platform that may use all CPUs, such as its seeding. */
  Program program(String name, String main, List<String> arguments, Path logs) {
    String path = classes + ":" + joined(libraries);
    List<String> command = new ArrayList<>(List.of(java.toString(), "-cp", path, main));
    command.addAll(arguments);
    return Program.of(name, command, logs);
  }

  /** The same classes in a jar of the cache, as the JVM's start-up cache reads no folders. */
  Packed packed(CacheFolder cache, WorkFolder work, Consumer<String> progress) {
    try {
      Hash hash = new Hash().folder(classes).text(joined(libraries));
      String name = hash.text(Runtime.version() + " " + POD_FLAGS).name();
      Path folder =
          cache.prepared("platform-" + name, work, progress, made -> pack(made.resolve("lms.jar")));
      return new Packed(this, folder.resolve("lms.jar"), name);
    } catch (IOException e) {
      throw new UncheckedIOException("the platform's classes can't be read", e);
    }
  }

  private void pack(Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Path part : Hash.files(classes)) {
        out.putNextEntry(new JarEntry(classes.relativize(part).toString()));
        Files.copy(part, out);
        out.closeEntry();
      }
    }
  }

  private static String joined(List<Path> paths) {
    return String.join(":", paths.stream().map(Path::toString).toList());
  }

  /**
   * The platform with its classes in a jar.
   *
   * @param name tells versions of the platform, its libraries, the JVM and its flags apart
   */
  record Packed(Platform platform, Path jar, String name) {

    /** A pod; it is ready when {@link #awaitReady} returns. */
    Program pod(String podName, List<String> flags, Path logs) {
      List<String> command = new ArrayList<>();
      command.add(platform.java().toString());
      command.addAll(POD_FLAGS);
      command.addAll(flags);
      command.addAll(List.of("-cp", classPath(), MAIN));
      return Program.of(podName, command, logs)
          .with(Map.of("LMS_HTTP_HOST", "127.0.0.1", "LMS_HTTP_PORT", "0"))
          .with(LISTEN_LATE)
          .with(ONE_ADDRESS);
    }

    /**
     * The JVM's start-up cache (JEP 483 and 514), made in two steps as JEP 483 has them: the one
     * step form leaves the second to a process that would outlive us when killed.
     *
     * @param settings of a pod that can start
     */
    Path startUpCache(
        CacheFolder cache,
        WorkFolder work,
        Children children,
        Map<String, String> settings,
        Consumer<String> progress) {
      Path folder =
          cache.prepared(
              "aot-" + name,
              work,
              progress,
              made -> {
                progress.accept("training the JVM's start-up cache");
                Path configuration = made.resolve("aot.conf");
                List<String> record =
                    List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration);
                Child training =
                    children.start(pod("training", record, work.path()).with(settings));
                awaitReady(training);
                children.stop(training);
                List<String> create =
                    List.of(
                        "-XX:AOTMode=create",
                        "-XX:AOTConfiguration=" + configuration,
                        "-XX:AOTCache=" + made.resolve("lms.aot"));
                Child creation = children.start(pod("start-up-cache", create, work.path()));
                creation.awaitSuccess(AOT_DEADLINE);
                children.stop(creation);
                Files.delete(configuration);
              });
      return folder.resolve("lms.aot");
    }

    /** Waits until a pod serves, and returns its address. */
    static String awaitReady(Child pod) {
      return pod.await(READY, READY_DEADLINE).group(1);
    }

    private String classPath() {
      return jar + ":" + joined(platform.libraries());
    }
  }
}
