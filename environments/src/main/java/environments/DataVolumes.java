package environments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The volumes of seeded data that a cache folder keeps in a Docker engine, with a label that tells
 * them from those of other folders, users and machines on the same engine.
 */
record DataVolumes(DockerCli docker, CacheFolder cache) {
  private static final String LABEL = "headroom.cache";

  /** Makes an empty one and gives its name, which no other ever had. */
  String create(String key, String size) {
    String name = "headroom-data-" + key + "-" + UUID.randomUUID().toString().substring(0, 8);
    docker.ask(
        "volume",
        "create",
        "--label",
        "headroom.data=" + size,
        "--label",
        LABEL + "=" + owner(),
        name);
    return name;
  }

  /**
   * Removes those that no folder of the cache names any more.
   *
   * @param before when they were made: another run that is just seeding one has yet to name it
   */
  void removeUnused(Instant before) {
    Set<String> used =
        cache.existingOf(ContainerData.KIND).stream()
            .map(folder -> new ContainerData(folder).volume())
            .collect(Collectors.toSet());
    List<String> own =
        docker
            .ask("volume", "ls", "--quiet", "--filter", "label=" + LABEL + "=" + owner())
            .lines()
            .toList();
    own.stream()
        .filter(volume -> !used.contains(volume) && created(volume).isBefore(before))
        // One that is still copied from can't be removed: a later run will.
        .forEach(volume -> docker.succeeds("volume", "rm", volume));
  }

  private Instant created(String volume) {
    String text = docker.ask("volume", "inspect", "--format", "{{.CreatedAt}}", volume).strip();
    return OffsetDateTime.parse(text).toInstant();
  }

  private String owner() {
    try {
      String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      return host + ":" + cache.root();
    } catch (IOException e) {
      throw new EnvironmentUnavailable("this needs Linux with /proc: " + e.getMessage(), e);
    }
  }
}
