package environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Network;
import org.testcontainers.mysql.MySQLContainer;

/** Seeded data of several cache folders that use one Docker engine. */
final class ContainerDataIT {
  private static final Duration MOMENT = Duration.ofMinutes(1);
  private static final int CONNECTIONS = 5;

  @TempDir private Path other;

  @Test
  void dataSeededByAnotherCacheLeavesThoseOfThisOneWithTheirPassword() throws Exception {
    try (OwnDocker docker = OwnDocker.take()) {
      ContainerData mine = prepare(docker, CacheFolder.locate().create());
      ContainerData others = prepare(docker, new CacheFolder(other).create());
      try (Network network = Containers.network(docker.lease());
          MySQLContainer server =
              Containers.mySql(network, docker.lease(), CONNECTIONS, mine.password())) {
        assertThat(others.volume()).isNotEqualTo(mine.volume());
        assertThat(others.password()).isNotEqualTo(mine.password());

        ContainerData.keepIn(server, mine.copy(docker.cli(), docker.lease()));
        server.start();

        assertThat(server.isRunning()).as("started after it took the password").isTrue();
      } finally {
        docker.cli().ask("volume", "rm", others.volume());
      }
    }
  }

  @Test
  void aVolumeThatNoFolderNamesIsRemovedOnceItIsOldAndNoOther() {
    try (OwnDocker docker = OwnDocker.take()) {
      DataVolumes mine = new DataVolumes(docker.cli(), CacheFolder.locate().create());
      DataVolumes others = new DataVolumes(docker.cli(), new CacheFolder(other).create());
      ContainerData named = prepare(docker, mine.cache());
      String unnamed = mine.create("forgotten", "small");
      String ofOthers = others.create("forgotten", "small");

      mine.removeUnused(Instant.now().minus(MOMENT));
      assertThat(volumes(docker)).contains(named.volume(), unnamed, ofOthers);

      mine.removeUnused(Instant.now().plus(MOMENT));
      assertThat(volumes(docker)).contains(named.volume(), ofOthers).doesNotContain(unnamed);

      others.removeUnused(Instant.now().plus(MOMENT));
      assertThat(volumes(docker)).contains(named.volume()).doesNotContain(ofOthers);
    }
  }

  private static ContainerData prepare(OwnDocker docker, CacheFolder cache) {
    try (WorkFolder work = WorkFolder.in(cache.work())) {
      return new ContainerData.Preparation(
              cache, work, docker.cli(), docker.lease(), docker.image(), System.out::println)
          .of("small", 7);
    }
  }

  private static List<String> volumes(OwnDocker docker) {
    return docker.cli().ask("volume", "ls", "--quiet").lines().toList();
  }
}
