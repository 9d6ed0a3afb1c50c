package environments;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Environments#open} is asked for.
 *
 * @param name one of {@link Environments#NAMES}
 * @param pods how many pods, 1 to 64
 * @param poolSize database connections a pod, 1 to 200
 * @param size {@code small}, {@code medium} or {@code large}: how much data is seeded
 * @param seed the seed of the seeded data
 * @param url the target of {@code remote}; null elsewhere
 * @param seedFile the seed.json of {@code remote}'s target; null elsewhere
 * @param cluster what {@code k3s} and {@code kubernetes} are asked for
 * @param runId the run's id, which other runs on this machine record
 * @param profile the run's profile, which other runs on this machine record
 * @param failureLogs where the logs of a failed start or pod are copied; null keeps none
 * @param faults whether faults are to be done to it: parts can be ended and started, and what they
 *     say to each other goes through links that can be disturbed; per-pod claims are not to be
 *     judged in such an environment
 * @param preparations what those faults need beside that, where the environment can have it
 * @param progress gets a line of text at each step of a start
 */
public record EnvironmentSettings(
    String name,
    int pods,
    int poolSize,
    String size,
    long seed,
    @Nullable URI url,
    @Nullable Path seedFile,
    ClusterSettings cluster,
    String runId,
    String profile,
    @Nullable Path failureLogs,
    boolean faults,
    Set<Preparation> preparations,
    Consumer<String> progress) {

  private static final List<String> SIZES = List.of("small", "medium", "large");

  public EnvironmentSettings {
    preparations = Set.copyOf(preparations);
    require(
        Environments.NAMES.contains(name),
        "environment '" + name + "' is unknown; it is one of " + list(Environments.NAMES));
    require(pods >= 1 && pods <= 64, "pods must be from 1 to 64, not " + pods);
    require(poolSize >= 1 && poolSize <= 200, "poolSize must be from 1 to 200, not " + poolSize);
    require(SIZES.contains(size), "size '" + size + "' is unknown; it is one of " + list(SIZES));
    require(!runId.isBlank(), "runId must not be blank");
    require(!profile.isBlank(), "profile must not be blank");
    if (name.equals("remote")) {
      require(url != null, "environment remote needs a url");
      require(seedFile != null, "environment remote needs the seed.json of its target");
    } else {
      require(url == null, "url belongs to environment remote only, not to " + name);
    }
    require(
        !faults || !List.of("kubernetes", "remote").contains(name),
        "faults are done to what a run starts on this machine only: not in environment " + name);
    if (name.equals("kubernetes")) {
      require(cluster.kubeConfig() != null, "environment kubernetes needs a kubeconfig");
      require(cluster.namespace() != null, "environment kubernetes needs a namespace");
      require(cluster.image() != null, "environment kubernetes needs an image");
      require(
          cluster.generators() == 0 || cluster.generatorImage() != null,
          "environment kubernetes needs the load generators' image");
    } else {
      require(
          cluster.kubeConfig() == null && cluster.namespace() == null && cluster.image() == null,
          "kubeconfig, namespace and image belong to environment kubernetes only, not to " + name);
      require(
          cluster.generatorImage() == null,
          "the load generators' image belongs to environment kubernetes only, not to " + name);
      require(
          !cluster.drainsNodes(),
          "nodes are drained in environment kubernetes only, not in " + name);
      require(
          cluster.generators() == 0 || name.equals("k3s"),
          "load generators run as pods in k3s and kubernetes only, not in " + name);
    }
  }

  /** One embedded pod of 20 connections with the large data set of seed 42, told on stdout. */
  public static EnvironmentSettings embedded() {
    return new EnvironmentSettings(
        "embedded",
        1,
        20,
        "large",
        42,
        null,
        null,
        ClusterSettings.fixed(1),
        "run",
        "none",
        null,
        false,
        Set.of(),
        System.out::println);
  }

  /** The platform at a url that somebody else runs, with the seed.json it was seeded with. */
  public static EnvironmentSettings remote(URI url, Path seedFile) {
    return embedded()
        .with(
            draft -> {
              draft.name = "remote";
              draft.url = url;
              draft.seedFile = seedFile;
            });
  }

  /** The same with another environment of {@link Environments#NAMES} than {@code remote}. */
  public EnvironmentSettings withName(String other) {
    return with(draft -> draft.name = other);
  }

  public EnvironmentSettings withPods(int count) {
    return with(draft -> draft.pods = count);
  }

  /** The same with other demands on a cluster, for {@code k3s} or {@code kubernetes}. */
  public EnvironmentSettings inCluster(String itsName, ClusterSettings itsCluster) {
    return with(
        draft -> {
          draft.name = itsName;
          draft.cluster = itsCluster;
        });
  }

  public EnvironmentSettings withPoolSize(int connections) {
    return with(draft -> draft.poolSize = connections);
  }

  /** The same with other data. */
  public EnvironmentSettings withData(String newSize, long newSeed) {
    return with(
        draft -> {
          draft.size = newSize;
          draft.seed = newSeed;
        });
  }

  /** The same for the run of this id and profile, keeping the logs of a failure in a folder. */
  public EnvironmentSettings forRun(String id, String itsProfile, @Nullable Path logs) {
    return with(
        draft -> {
          draft.runId = id;
          draft.profile = itsProfile;
          draft.failureLogs = logs;
        });
  }

  /** What two runs have in common that can have one environment, one after the other. */
  Composition composition() {
    return new Composition(
        name, pods, poolSize, size, seed, url, seedFile, cluster, faults, preparations);
  }

  /** All that an environment is asked for but whose it is. */
  record Composition(
      String name,
      int pods,
      int poolSize,
      String size,
      long seed,
      @Nullable URI url,
      @Nullable Path seedFile,
      ClusterSettings cluster,
      boolean faults,
      Set<Preparation> preparations) {}

  /** The same, ready for faults. */
  public EnvironmentSettings withFaults() {
    return withFaults(Set.of());
  }

  /** The same, ready for faults that need more than most. */
  public EnvironmentSettings withFaults(Set<Preparation> needed) {
    return with(
        draft -> {
          draft.faults = true;
          draft.preparations = needed;
        });
  }

  public EnvironmentSettings withProgress(Consumer<String> listener) {
    return with(draft -> draft.progress = listener);
  }

  private EnvironmentSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  /** All of it, while some of it changes. */
  private static final class Draft {
    private String name;
    private int pods;
    private int poolSize;
    private String size;
    private long seed;
    private @Nullable URI url;
    private @Nullable Path seedFile;
    private ClusterSettings cluster;
    private String runId;
    private String profile;
    private @Nullable Path failureLogs;
    private boolean faults;
    private Set<Preparation> preparations;
    private Consumer<String> progress;

    Draft(EnvironmentSettings from) {
      name = from.name;
      pods = from.pods;
      poolSize = from.poolSize;
      size = from.size;
      seed = from.seed;
      url = from.url;
      seedFile = from.seedFile;
      cluster = from.cluster;
      runId = from.runId;
      profile = from.profile;
      failureLogs = from.failureLogs;
      faults = from.faults;
      preparations = from.preparations;
      progress = from.progress;
    }

    EnvironmentSettings done() {
      return new EnvironmentSettings(
          name,
          pods,
          poolSize,
          size,
          seed,
          url,
          seedFile,
          cluster,
          runId,
          profile,
          failureLogs,
          faults,
          preparations,
          progress);
    }
  }

  private static String list(List<String> names) {
    return String.join(", ", names);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
