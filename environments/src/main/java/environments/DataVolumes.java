package environments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The volumes of seeded data that a cache folder keeps in a Docker engine, with a label that tells
 * them from those of other folders, users and machines on the same engine.
 */
record DataVolumes(DockerCli docker, CacheFolder cache) {
  private static final String CACHE = "headroom.cache";
  private static final String MADE = "headroom.made";

  /** Makes an empty one and gives its name, which no other ever had. */
  String create(String key, String size) {
    String name = "headroom-data-" + key + "-" + UUID.randomUUID().toString().substring(0, 8);
    docker.ask(
        "volume",
        "create",
        "--label",
        "headroom.data=" + size,
        "--label",
        CACHE + "=" + owner(),
        "--label",
        MADE + "=" + Instant.now().toEpochMilli(),
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
    String format = "{{.Name}} {{.Label \"" + MADE + "\"}}";
    docker
        .ask(
            "volume",
            "ls",
            "--filter",
            "label=" + CACHE + "=" + owner(),
            "--filter",
            "label=" + MADE,
            "--format",
            format)
        .lines()
        .map(line -> line.split(" ", 2))
        .filter(volume -> Instant.ofEpochMilli(Long.parseLong(volume[1])).isBefore(before))
        .map(volume -> volume[0])
        .filter(volume -> !used.contains(volume))
        // One that is still copied from can't be removed: a later run will.
        .forEach(volume -> docker.succeeds("volume", "rm", volume));
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
