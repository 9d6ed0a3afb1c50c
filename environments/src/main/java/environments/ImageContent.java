package environments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an image consists of, as the engine has it, for host.json.
 *
 * @param base what the engine says of the image that it is built on
 * @param image what it says of itself
 * @param layers both by their bytes
 * @param stages of its Dockerfile
 */
record ImageContent(JsonNode base, JsonNode image, ImageLayers layers, int stages) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OFFICIAL = "eclipse-temurin@sha256:";
  private static final String OFFICIAL_ENTRYPOINT = "/__cacert_entrypoint.sh";

  /** That of an image which a Dockerfile made. */
  static ImageContent of(DockerCli docker, String image, Path dockerfile) {
    ImageLayers layers = ImageLayers.of(docker, image);
    return new ImageContent(
        inspect(docker, ImageLayers.BASE), inspect(docker, image), layers, stages(dockerfile));
  }

  private static JsonNode inspect(DockerCli docker, String image) {
    try {
      return JSON.readTree(docker.ask("image", "inspect", image)).path(0);
    } catch (IOException e) {
      throw new UncheckedIOException("the engine's words on " + image + " can't be read", e);
    }
  }

  private static int stages(Path dockerfile) {
    try {
      return (int)
          Files.readAllLines(dockerfile).stream()
              .filter(line -> line.toUpperCase(Locale.ROOT).startsWith("FROM "))
              .count();
    } catch (IOException e) {
      throw new UncheckedIOException(dockerfile + " can't be read", e);
    }
  }

  /** As host.json has it; without the bytes of a base whose layers are not its first ones. */
  Map<String, Object> describe() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("base", ImageLayers.BASE);
    content.put("baseOfficial", isOfficial());
    content.put("bytes", layers.baseBytes() + layers.ourBytes());
    if (isBelow()) {
      content.put("baseBytes", layers.baseBytes());
      content.put(
          "layers",
          layers.ours().stream()
              .filter(layer -> layer.bytes() > 0)
              .map(layer -> Map.of("bytes", layer.bytes(), "instruction", layer.said()))
              .toList());
    }
    content.put("architecture", image.path("Architecture").asText());
    content.put("stages", stages);
    return content;
  }

  /**
   * Whether the base came from the registry: an image that was built here has no digest of it, nor
   * the entry point that the official ones have.
   */
  private boolean isOfficial() {
    return texts(base.path("RepoDigests")).stream().anyMatch(name -> name.contains(OFFICIAL))
        && texts(base.path("Config").path("Entrypoint")).contains(OFFICIAL_ENTRYPOINT);
  }

  private boolean isBelow() {
    List<String> below = texts(base.path("RootFS").path("Layers"));
    List<String> all = texts(image.path("RootFS").path("Layers"));
    return !below.isEmpty()
        && below.size() <= all.size()
        && all.subList(0, below.size()).equals(below);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
