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
  private static final String PACKED = "lms/target/image";
  private static final String FOLDER = "environments/image";
  private static final String CLOCK = FOLDER + "/clock";

  /** Where an image with a clock of its own has libfaketime, as the dynamic linker reads it. */
  static final String CLOCK_LIBRARY = "/usr/$LIB/faketime/libfaketimeMT.so.1";

  private static final Duration PACKING = Duration.ofMinutes(10);
  private static final Duration BUILDING = Duration.ofMinutes(20);

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

  /** The same with a clock that can be set while it runs ({@link OwnClock}), built where needed. */
  PlatformImage withClock(ProjectRoot root, DockerCli docker, Consumer<String> progress) {
    var skewed = new PlatformImage(name.replace(REPOSITORY + ':', REPOSITORY + "-clock:"));
    if (!docker.succeeds("image", "inspect", skewed.name())) {
      progress.accept("building " + skewed.name());
      docker.run(
          BUILDING,
          List.of(
              "build",
              "--network",
              "host",
              "--build-arg",
              "BASE=" + name,
              "--tag",
              skewed.name(),
              root.path().resolve(CLOCK).toString()),
          _ -> {});
    }
    return skewed;
  }

  /**
   * Names it {@code headroom/lms:VERSION} as well, until another is.
   *
   * @return that name
   */
  String alsoNamed(DockerCli docker, String version) {
    String other = REPOSITORY + ':' + version;
    docker.ask("tag", name, other);
    return other;
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

  /** What its image is built by. */
  static Path dockerfile(ProjectRoot root) {
    return root.path().resolve(FOLDER).resolve("Dockerfile");
  }

  private List<String> buildCommand(ProjectRoot root) {
    // The training stage installs a database, by the network that this machine has.
    return List.of(
        "build",
        "--network",
        "host",
        "--file",
        dockerfile(root).toString(),
        "--tag",
        name,
        root.path().toString());
  }
}
