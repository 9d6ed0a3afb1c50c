package environments;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What an image consists of: the bytes of its base, and the layers above it, the first first. */
record ImageLayers(long baseBytes, List<Layer> ours) {
  static final String BASE = "eclipse-temurin:25-jre";
  private static final Duration PULLING = Duration.ofMinutes(20);
  private static final double MB = 1e6;

  /** A layer: its size in bytes, and the instruction that made it. */
  record Layer(long bytes, String instruction) {
    /** The instruction, as its author wrote it. */
    String said() {
      return instruction.replaceFirst(" # buildkit$", "");
    }
  }

  /** Those of an image of this machine's engine, whose base is ours. */
  static ImageLayers of(DockerCli docker, String image) {
    if (!docker.succeeds("image", "inspect", BASE)) {
      // A build may keep its base to itself.
      docker.run(PULLING, List.of("pull", BASE), _ -> {});
    }
    List<Layer> base = history(docker, BASE);
    List<Layer> all = history(docker, image);
    return new ImageLayers(bytes(base), all.subList(base.size(), all.size()));
  }

  /** What the image adds to its base. */
  long ourBytes() {
    return bytes(ours);
  }

  /** A line of each layer above the base that has any bytes. */
  List<String> lines() {
    return ours.stream()
        .filter(layer -> layer.bytes() > 0)
        .map(layer -> line(layer.bytes(), layer.said()))
        .toList();
  }

  /** So many bytes and what has them, as a line of a table. */
  static String line(long bytes, String what) {
    return String.format(Locale.ROOT, "%7.1f MB  %s", bytes / MB, what);
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
