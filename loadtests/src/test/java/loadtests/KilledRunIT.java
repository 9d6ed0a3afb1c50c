package loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.DockerClientFactory;

/** Runs whose process is killed by a signal that it can't hear leave nothing in the engine. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class KilledRunIT {
  private static final String OWNER = "headroom.owner";
  private static final Duration GONE = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 200;

  private final DockerClient docker = DockerClientFactory.lazyClient();

  @Test
  void containersNetworksAndVolumesAreGoneThirtySecondsAfterTheirRunWasKilled() throws Exception {
    try (RealRun run = begin("containers")) {
      run.awaitOutput("starting the pod");
      run.awaitEvent("phase", "rate");
      assertThat(left(run)).contains("container", "network", "volume");

      kill(run);
    }
  }

  @Test
  void aClusterIsGoneThirtySecondsAfterTheRunThatStartedItWasKilled() throws Exception {
    try (RealRun run = begin("k3s")) {
      run.awaitOutput("images into the cluster");
      assertThat(left(run)).contains("container");

      kill(run);
    }
  }

  /** With the data that other tests have seeded. */
  private static RealRun begin(String environment) {
    return RealRun.begin(
        "killed-" + environment,
        Map.of("profile", "smoke", "environment", environment, "data-seed", "7"));
  }

  private void kill(RealRun run) throws InterruptedException {
    run.end(true);
    Instant deadline = Instant.now().plus(GONE);
    var _ = run.await();
    while (!left(run).isEmpty()) {
      assertThat(Instant.now()).as("left of the run: " + left(run)).isBefore(deadline);
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** A word for each thing in the engine that belongs to a run. */
  private List<String> left(RealRun run) {
    List<String> left = new ArrayList<>();
    docker.listContainersCmd().withShowAll(true).withLabelFilter(List.of(OWNER)).exec().stream()
        .filter(each -> isOf(run, each.getLabels()))
        .forEach(_ -> left.add("container"));
    docker.listNetworksCmd().exec().stream()
        .filter(each -> isOf(run, each.getLabels()))
        .forEach(_ -> left.add("network"));
    docker.listVolumesCmd().withFilter("label", List.of(OWNER)).exec().getVolumes().stream()
        .filter(each -> isOf(run, each.getLabels()))
        .forEach(_ -> left.add("volume"));
    return left;
  }

  /** An owner's name begins with the number of its process. */
  private static boolean isOf(RealRun run, Map<String, String> labels) {
    return labels != null && labels.getOrDefault(OWNER, "").startsWith(run.pid() + "-");
  }
}
