package environments;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A seeded MySQL as a volume of the Docker engine that runs copy, with the volume's name, the
 * seed.json and the password that belong to it in a folder of the cache.
 *
 * <p>The volume's name is of this folder alone: others with a cache of their own, as another user
 * or another project on the same engine, seed a volume of their own with their own password.
 */
record ContainerData(Path folder) {
  /** What the names of such folders in the cache begin with. */
  static final String KIND = "mysql-";

  private static final String DATA = "/var/lib/mysql";
  private static final Duration SEEDING = Duration.ofMinutes(15);
  private static final Duration SEEDING_MAX = Duration.ofHours(1);
  private static final Duration COPYING = Duration.ofMinutes(5);
  private static final int CONNECTIONS = 20;

  /** What the server may write on a small disk before it is full: more than a run needs. */
  private static final int ROOM_MIB = 384;

  Path seedFile() {
    return folder.resolve("seed.json");
  }

  String password() {
    return kept("password");
  }

  /** The name of the volume in the engine. */
  String volume() {
    return kept("volume");
  }

  private String kept(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new EnvironmentUnavailable("the " + name + " of the seeded data can't be read", e);
    }
  }

  /** A copy for one run. */
  String copy(DockerCli docker, DockerLease lease) {
    String copy = nameOfCopy();
    docker.ask("volume", "create", "--label", lease.label(), copy);
    copyTo(copy, docker, lease);
    return copy;
  }

  /**
   * A copy for one run on a file system of its own, in memory, with little more room than it needs.
   * It is there as long as somebody uses it: a container that does nothing else.
   */
  String copyOnSmallDisk(DockerCli docker, DockerLease lease) {
    String copy = nameOfCopy();
    List<String> used = List.of("--entrypoint", "du", Containers.MYSQL, "-sm", "/from");
    String size = docker.run(COPYING, run(lease, List.of(volume() + ":/from:ro"), used), _ -> {});
    long mebibytes = Long.parseLong(size.strip().split("\\s", 2)[0]) + ROOM_MIB;
    docker.ask(
        "volume",
        "create",
        "--label",
        lease.label(),
        "--opt",
        "type=tmpfs",
        "--opt",
        "device=tmpfs",
        "--opt",
        "o=size=" + mebibytes + "m",
        copy);
    List<String> user = new ArrayList<>(List.of("--detach"));
    user.addAll(List.of("--entrypoint", "sleep", Containers.MYSQL, "infinity"));
    docker.run(COPYING, run(lease, List.of(copy + ":" + DATA), user), _ -> {});
    copyTo(copy, docker, lease);
    return copy;
  }

  private String nameOfCopy() {
    return volume() + "-copy-" + UUID.randomUUID();
  }

  private void copyTo(String copy, DockerCli docker, DockerLease lease) {
    List<String> copying =
        List.of("--entrypoint", "sh", Containers.MYSQL, "-c", "cp -a /from/. /to/");
    List<String> volumes = List.of(volume() + ":/from:ro", copy + ":/to");
    docker.run(COPYING, run(lease, volumes, copying), _ -> {});
  }

  /** A run of a container with volumes, which is gone when it has ended. */
  private static List<String> run(DockerLease lease, List<String> volumes, List<String> rest) {
    List<String> command = new ArrayList<>(List.of("run", "--rm", "--label", lease.label()));
    volumes.forEach(each -> command.addAll(List.of("--volume", each)));
    command.addAll(rest);
    return command;
  }

  /** Lets a server keep its data in a volume. */
  static void keepIn(MySQLContainer server, String volume) {
    Containers.configure(server, host -> host.withBinds(new Bind(volume, new Volume(DATA))));
  }

  /** What seeding needs to be done in. */
  record Preparation(
      CacheFolder cache,
      WorkFolder work,
      DockerCli docker,
      DockerLease lease,
      PlatformImage image,
      Consumer<String> progress) {

    /** The seeded data of a size and seed, seeded where the engine has them not. */
    ContainerData of(String size, long seed) {
      String key = new Hash().text(image.name()).text(Containers.MYSQL + " " + size + seed).name();
      String name = KIND + key;
      cache
          .existing(name)
          .map(ContainerData::new)
          .filter(data -> !docker.succeeds("volume", "inspect", data.volume()))
          .ifPresent(_ -> cache.forget(name));
      return new ContainerData(
          cache.prepared(name, work, progress, made -> prepare(made, key, size, seed)));
    }

    private void prepare(Path folder, String key, String size, long seed) throws IOException {
      progress.accept(
          "seeding the " + size + " database of seed " + seed + ", kept for later runs");
      DataVolumes volumes = new DataVolumes(docker, cache);
      volumes.removeUnused(Instant.now().minus(SEEDING_MAX));
      String volume = volumes.create(key, size);
      Files.writeString(folder.resolve("volume"), volume);
      String password = Secrets.password();
      Secrets.write(folder.resolve("password"), password);
      try (Network network = Containers.network(lease);
          MySQLContainer database = Containers.mySql(network, lease, CONNECTIONS, password)) {
        keepIn(database, volume);
        database.start();
        try (GenericContainer<?> seeding = seeding(network, database, size, seed)) {
          seeding.start();
          seeding.copyFileFromContainer("/tmp/seed.json", folder.resolve("seed.json").toString());
        }
        // Asked and not killed, so that a copy needs no recovery.
        docker.run(COPYING, List.of("stop", "--time", "60", database.getContainerId()), _ -> {});
      }
    }

    private GenericContainer<?> seeding(
        Network network, MySQLContainer database, String size, long seed) {
      return new GenericContainer<>(DockerImageName.parse(image.name()))
          .withNetwork(network)
          .withLabels(lease.labels())
          .withEnv(Containers.settings(database, CONNECTIONS))
          .withCommand(
              "lms.Seed", "--size", size, "--seed", Long.toString(seed), "--out", "/tmp/seed.json")
          .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(SEEDING));
    }
  }
}
