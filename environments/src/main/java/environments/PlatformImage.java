package environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The platform's image in the Docker engine of this machine.
 *
 * @param name with a tag that names its content, so that what has not changed is not built again
 */
record PlatformImage(String name) {
  private static final String REPOSITORY = "headroom/lms";
  private static final String BASE = "eclipse-temurin:25-jre";
  private static final String PACKED = "lms/target/image";
  private static final String FOLDER = "environments/image";
  private static final Duration PACKING = Duration.ofMinutes(10);
  private static final Duration BUILDING = Duration.ofMinutes(20);

  /** A layer: its size in bytes, and the instruction that made it. */
  record Layer(long bytes, String instruction) {}

  /** The bytes of the base image, and the layers above it, the first first. */
  record Layers(long baseBytes, List<Layer> ours) {
    /** What the image adds to its base. */
    long ourBytes() {
      return bytes(ours);
    }
  }

  /**
   * Packs the platform by Maven and builds its image, where there is none of the same content.
   *
   * @throws EnvironmentUnavailable where something does not build; with what was said
   */
  static PlatformImage built(
      ProjectRoot root,
      DockerCli docker,
      WorkFolder work,
      Children children,
      Consumer<String> progress) {
    progress.accept("packing the platform");
    pack(root, work, children);
    PlatformImage image = new PlatformImage(REPOSITORY + ':' + contentOf(root));
    if (!docker.succeeds("image", "inspect", image.name())) {
      progress.accept("building " + image.name() + ", whose start-up cache is trained meanwhile");
      docker.run(BUILDING, image.buildCommand(root), _ -> {});
    }
    return image;
  }

  private static void pack(ProjectRoot root, WorkFolder work, Children children) {
    List<String> command = new ArrayList<>();
    command.add(root.path().resolve("mvnw").toString());
    command.addAll(List.of("-q", "-B", "-ntp", "-f", root.path().resolve("pom.xml").toString()));
    command.addAll(List.of("-pl", "lms", "package", "-DskipTests", "-Dunit.skip=true"));
    command.add("-Dspotless.check.skip=true");
    Child packing =
        children.start(
            Program.of("packing", command, work.path())
                .with(Map.of("JAVA_HOME", System.getProperty("java.home"))));
    packing.awaitSuccess(PACKING);
    children.stop(packing);
  }

  private static String contentOf(ProjectRoot root) {
    try {
      return new Hash()
          .folder(root.path().resolve(PACKED))
          .folder(root.path().resolve(FOLDER))
          .name();
    } catch (IOException e) {
      throw new UncheckedIOException("what the image is made of can't be read", e);
    }
  }

  private List<String> buildCommand(ProjectRoot root) {
    Path dockerfile = root.path().resolve(FOLDER).resolve("Dockerfile");
    // The training stage installs a database, by the network that this machine has.
    return List.of(
        "build",
        "--network",
        "host",
        "--file",
        dockerfile.toString(),
        "--tag",
        name,
        root.path().toString());
  }

  /** What it consists of. */
  Layers layers(DockerCli docker) {
    if (!docker.succeeds("image", "inspect", BASE)) {
      // A build may keep its base to itself.
      docker.run(BUILDING, List.of("pull", BASE), _ -> {});
    }
    List<Layer> base = history(docker, BASE);
    List<Layer> all = history(docker, name);
    return new Layers(bytes(base), all.subList(base.size(), all.size()));
  }

  private static long bytes(List<Layer> layers) {
    return layers.stream().mapToLong(Layer::bytes).sum();
  }

  /**
   * All layers of an image, the first first; instructions that only say something have no bytes.
   */
  private static List<Layer> history(DockerCli docker, String image) {
    String format = "{{.Size}}\t{{.CreatedBy}}";
    return docker
        .ask("history", "--no-trunc", "--human=false", "--format", format, image)
        .lines()
        .map(line -> line.split("\t", 2))
        .map(parts -> new Layer(Long.parseLong(parts[0]), parts[1]))
        .toList()
        .reversed();
  }
}
