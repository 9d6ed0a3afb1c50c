package environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The load generator's image in the Docker engine of this machine: what the project's build has
 * compiled, and the libraries that it runs with.
 *
 * @param name with a tag that names its content, so that what has not changed is not built again
 * @param lines its layers and their sizes, a line each
 */
public record GeneratorImage(String name, List<String> lines) {
  private static final String REPOSITORY = "headroom/generator";
  private static final String FOLDER = "environments/image/generator";
  private static final String LIBRARIES = "loadtests/target/generator/lib";
  private static final List<String> COMPILED =
      List.of(
          "reports/target/classes",
          "environments/target/classes",
          "loadtests/target/classes",
          "loadtests/target/test-classes");
  private static final Duration BUILDING = Duration.ofMinutes(20);

  public GeneratorImage {
    lines = List.copyOf(lines);
  }

  /**
   * Builds it where there is none of the same content.
   *
   * @throws EnvironmentUnavailable where Docker is not to be had or it does not build
   */
  public static GeneratorImage build(Consumer<String> progress) {
    CacheFolder cache = CacheFolder.locate().create();
    try (WorkFolder work = WorkFolder.in(cache.work());
        Children children = new Children()) {
      DockerCli docker = new DockerCli(work, children);
      String name = built(ProjectRoot.locate(), docker, progress);
      ImageLayers layers = ImageLayers.of(docker, name);
      List<String> lines = new ArrayList<>();
      lines.add("Image " + name);
      lines.add(ImageLayers.line(layers.baseBytes(), "the base image"));
      lines.addAll(layers.lines());
      lines.add(ImageLayers.line(layers.ourBytes(), "ours"));
      return new GeneratorImage(name, lines);
    }
  }

  /** The same by an engine that is known to answer; its name. */
  static String built(ProjectRoot root, DockerCli docker, Consumer<String> progress) {
    String name = REPOSITORY + ':' + contentOf(root.path());
    if (!docker.succeeds("image", "inspect", name)) {
      progress.accept("building " + name);
      List<String> command =
          List.of(
              "build",
              "--file",
              root.path().resolve(FOLDER).resolve("Dockerfile").toString(),
              "--tag",
              name,
              root.path().toString());
      docker.run(BUILDING, command, _ -> {});
    }
    return name;
  }

  private static String contentOf(Path root) {
    Hash hash = new Hash();
    try {
      for (String compiled : COMPILED) {
        hash.folder(root.resolve(compiled));
      }
      if (!Files.isDirectory(root.resolve(LIBRARIES))) {
        throw new EnvironmentUnavailable(
            LIBRARIES + " is missing; ./mvnw process-test-classes makes it anew");
      }
      return hash.folder(root.resolve(LIBRARIES)).folder(root.resolve(FOLDER)).name();
    } catch (IOException e) {
      throw new UncheckedIOException("what the load generator's image is made of can't be read", e);
    }
  }
}
