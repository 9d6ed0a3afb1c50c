package environments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.mysql.MySQLContainer;

/**
 * Builds the platform's image and measures it: what it adds to its base, layer by layer, and how
 * long a pod of one CPU takes to listen and to be ready, with the start-up cache and without.
 *
 * @param chartName the name under which the chart asks for it
 * @param ourBytes what the image has above its base
 * @param cached the middle of {@value #RUNS} starts
 * @param uncached the same without the start-up cache
 */
public record ImageTrial(
    String image,
    String chartName,
    long baseBytes,
    long ourBytes,
    List<String> layers,
    StartTimes cached,
    StartTimes uncached) {
  static final long OUR_BYTES_MAX = 110_000_000;
  static final long LISTENING_MILLIS_MAX = 2_500;

  private static final int RUNS = 5;
  private static final int CONNECTIONS = 20;

  /**
   * Builds and measures.
   *
   * @throws EnvironmentUnavailable where Docker is not to be had or the image does not build or
   *     start
   */
  public static ImageTrial run(Consumer<String> progress) {
    CacheFolder cache = CacheFolder.locate().create();
    try (WorkFolder work = WorkFolder.in(cache.work());
        Children children = new Children()) {
      DockerCli docker = new DockerCli(work, children);
      PlatformImage image =
          PlatformImage.built(ProjectRoot.locate(), docker, work, children, progress);
      String chartName = image.alsoNamed(docker, Chart.ofTheProject().appVersion());
      ImageLayers layers = ImageLayers.of(docker, image.name());
      try (DockerLease lease = DockerLease.take(docker);
          Network network = Containers.network(lease);
          MySQLContainer database =
              Containers.mySql(network, lease, CONNECTIONS, Secrets.password());
          GenericContainer<?> redis = Containers.redis(network, lease)) {
        Supplier<GenericContainer<?>> pods =
            () -> Containers.pod(image, network, lease, database, CONNECTIONS);
        progress.accept("starting MySQL and Redis");
        database.start();
        redis.start();
        progress.accept("starting the pod for the first time, which makes the schema");
        StartTimes.of(pods, true);
        List<StartTimes> cached = new ArrayList<>();
        List<StartTimes> uncached = new ArrayList<>();
        for (int run = 1; run <= RUNS; run++) {
          progress.accept("start %d of %d, with the cache and without".formatted(run, RUNS));
          cached.add(StartTimes.of(pods, true));
          uncached.add(StartTimes.of(pods, false));
        }
        return new ImageTrial(
            image.name(),
            chartName,
            layers.baseBytes(),
            layers.ourBytes(),
            layers.lines(),
            StartTimes.median(cached),
            StartTimes.median(uncached));
      }
    }
  }

  /** What it is too big or too slow by, a sentence each; nothing where all bars are met. */
  public List<String> missed() {
    List<String> missed = new ArrayList<>();
    long listening = cached.listening().toMillis();
    if (ourBytes > OUR_BYTES_MAX) {
      missed.add("the layers above the base are larger than 110 MB");
    }
    if (listening > LISTENING_MILLIS_MAX) {
      missed.add("it listens after more than 2.5 s");
    }
    if (listening * 2 > uncached.listening().toMillis()) {
      missed.add("the start-up cache saves less than half of the time to listen");
    }
    return missed;
  }

  /** The figures, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Image " + image + ", " + CONNECTIONS + " connections, one CPU, 768 MiB");
    lines.add("also named " + chartName + ", as the Helm chart asks for it");
    lines.add(ImageLayers.line(baseBytes, "the base image"));
    lines.addAll(layers);
    lines.add(ImageLayers.line(ourBytes, "ours; at most 110 MB"));
    lines.add("");
    lines.add("Middle of " + RUNS + " starts          with the cache   without");
    lines.add(row("listening; at most 2.50 s", cached.listening(), uncached.listening()));
    lines.add(row("ready, warm-up included", cached.ready(), uncached.ready()));
    return lines;
  }

  private static String row(String what, Duration with, Duration without) {
    return String.format(
        Locale.ROOT,
        "%-28s %9.2f s %9.2f s",
        what,
        with.toMillis() / 1000.0,
        without.toMillis() / 1000.0);
  }
}
