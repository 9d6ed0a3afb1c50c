package environments;

import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The steps that bring a platform up in a cluster: stores and edge, the data, then the pods, so
 * that none of them has seen an empty database.
 *
 * @param generatorImage the load generators' image; null where there are none
 * @param onThisMachine whether the cluster shares this machine with the generator
 * @param imageFacts what is known of the platform's image, by the names of a description
 */
record ClusterStart(
    EnvironmentSettings settings,
    Lease lease,
    Release release,
    String image,
    @Nullable String generatorImage,
    boolean onThisMachine,
    Map<String, Object> imageFacts) {
  private static final Duration STORES = Duration.ofMinutes(5);
  private static final Duration PODS = Duration.ofMinutes(5);
  private static final int CONNECTIONS_BESIDE_PODS = 50;
  private static final int CORES_BESIDE_PODS = 2;
  private static final int REACHING_MILLIS_MAX = 5_000;
  private static final int MYSQL_PORT = 3306;
  private static final double MILLIS = 1000.0;

  /** What a cluster has to be able to have, with this image of the platform. */
  static List<String> images(String platform) {
    return List.of(platform, Containers.MYSQL, Containers.REDIS, Containers.NGINX);
  }

  /**
   * Looks at a cluster before anything is made in it.
   *
   * @throws EnvironmentUnavailable where something is missing
   */
  static void check(KubernetesClient client, EnvironmentSettings settings) {
    if (settings.cluster().podsMax() > settings.pods()) {
      Clusters.requireMetrics(client);
    }
    if (settings.cluster().drainsNodes()) {
      Cordon.require(client);
    }
    ImageName.parse(String.valueOf(settings.cluster().image()));
    if (settings.cluster().generators() > 0) {
      ImageName.parse(String.valueOf(settings.cluster().generatorImage()));
    }
  }

  /** A name of an image with its tag. */
  private record ImageName(String repository, String tag) {
    static ImageName parse(String image) {
      int colon = image.lastIndexOf(':');
      if (colon < 1 || colon < image.lastIndexOf('/') || colon == image.length() - 1) {
        throw new EnvironmentUnavailable(
            "image '" + image + "' has no tag: give it as REPOSITORY:TAG");
      }
      return new ImageName(image.substring(0, colon), image.substring(colon + 1));
    }
  }

  /**
   * Takes all steps.
   *
   * @param removal as {@link KubernetesEnvironment.Parts} has it
   */
  KubernetesEnvironment run(Runnable removal) {
    String password = Secrets.password();
    List<GeneratorPod> generators = generators();
    int podsMax = podsMax(settings);
    settings.progress().accept("trying " + podsMax + " pods of " + image);
    new ClusterTrial(release, image, settings.cluster().podSize()).run(podsMax);
    settings.progress().accept("starting MySQL, Redis and the edge");
    Map<String, Integer> stores = Map.of("mysql", 1, "redis", 1, "edge", 1);
    release.apply(values(password, 0), stores, STORES);
    settings
        .progress()
        .accept("seeding the " + settings.size() + " database of seed " + settings.seed());
    Path seedFile = lease.work().path().resolve("seed.json");
    new ClusterSeeding(release, image).seed(settings.size(), settings.seed(), seedFile);
    settings.progress().accept(settings.pods() == 1 ? "starting the pod" : "starting the pods");
    Map<String, Integer> all = new LinkedHashMap<>(stores);
    all.put("platform", settings.pods());
    Map<String, Object> values = values(password, settings.pods());
    release.apply(values, all, PODS);
    URI edge = edge();
    LocalPortForward forward = forward();
    settings.progress().accept("the platform serves at " + edge);
    DatabaseAccess database = database(forward, password);
    ClusterSampler sampler =
        new ClusterSampler(release, new DatabaseCounts(database), onThisMachine);
    return new KubernetesEnvironment(
        new KubernetesEnvironment.Parts(
            settings,
            lease,
            release,
            removal,
            seedFile,
            forward,
            database,
            edge,
            placement(),
            pod(sampler),
            values,
            generators),
        sampler);
  }

  /** They wait through all that follows: whether the cluster has them is known first. */
  private List<GeneratorPod> generators() {
    int count = settings.cluster().generators();
    if (count == 0) {
      return List.of();
    }
    String itsImage = Objects.requireNonNull(generatorImage);
    settings.progress().accept("starting " + count + " load generators of " + itsImage);
    return new GeneratorJob(release, itsImage, count).start();
  }

  /** The chart's values; without pods, there is no autoscaler either. */
  private Map<String, Object> values(String password, int pods) {
    return values(settings, image, release.owner(), password, pods);
  }

  /** How many pods there may be at most. */
  static int podsMax(EnvironmentSettings settings) {
    return Math.max(settings.pods(), settings.cluster().podsMax());
  }

  static Map<String, Object> values(
      EnvironmentSettings settings, String image, Owner owner, String password, int pods) {
    ImageName name = ImageName.parse(image);
    PodSize size = settings.cluster().podSize();
    int podsMax = podsMax(settings);
    boolean scaled = pods > 0 && podsMax > settings.pods();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("labels", owner.labels());
    values.put("image", Map.of("repository", name.repository(), "tag", name.tag()));
    values.put("replicas", pods);
    values.put("autoscaling", Map.of("enabled", scaled, "min", settings.pods(), "max", podsMax));
    values.put("disruption", Map.of("enabled", pods > 1));
    values.put("drainSeconds", 10);
    values.put("graceSeconds", 45);
    values.put(
        "resources",
        Map.of(
            "requests",
            Map.of("cpu", size.cpuRequestMillis() + "m", "memory", size.memoryRequestMiB() + "Mi"),
            "limits",
            Map.of("cpu", size.cpuLimitMillis() + "m", "memory", size.memoryLimitMiB() + "Mi")));
    values.put("settings", Map.of("databasePool", settings.poolSize()));
    values.put("database", Map.of("password", password));
    int connections = (podsMax + 1) * settings.poolSize() + CONNECTIONS_BESIDE_PODS;
    values.put("mysql", Map.of("maxConnections", connections));
    // Each learner says where he comes from, as if he came through another proxy.
    values.put(
        "edge",
        Map.of(
            "trustedProxies",
            "0.0.0.0/0",
            "service",
            Map.of("httpNodePort", 0, "httpsNodePort", 0)));
    return values;
  }

  /** The first address of a node where the edge is reached from here. */
  private URI edge() {
    KubernetesClient client = release.client();
    int port =
        client
            .services()
            .inNamespace(release.namespace())
            .withName("lms-edge")
            .get()
            .getSpec()
            .getPorts()
            .stream()
            .filter(each -> "https".equals(each.getName()))
            .map(ServicePort::getNodePort)
            .findFirst()
            .orElseThrow();
    List<String> addresses =
        client.nodes().list().getItems().stream()
            .flatMap(node -> node.getStatus().getAddresses().stream())
            .filter(address -> address.getType().endsWith("IP"))
            .map(NodeAddress::getAddress)
            .toList();
    return addresses.stream()
        .filter(address -> answers(address, port))
        .map(address -> URI.create("https://" + address + ':' + port))
        .findFirst()
        .orElseThrow(
            () ->
                new EnvironmentUnavailable(
                    "the edge can't be reached from here at port %d of any of %s; start where the nodes are reached"
                        .formatted(port, addresses)));
  }

  private static boolean answers(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), REACHING_MILLIS_MAX);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private LocalPortForward forward() {
    return release
        .client()
        .pods()
        .inNamespace(release.namespace())
        .withName("lms-mysql-0")
        .portForward(MYSQL_PORT);
  }

  private static DatabaseAccess database(LocalPortForward forward, String password) {
    return new DatabaseAccess(
        "jdbc:mysql://127.0.0.1:%d/lms?sslMode=DISABLED&allowPublicKeyRetrieval=true"
            .formatted(forward.getLocalPort()),
        "lms",
        password);
  }

  /** Pods have cores of their own where they are kept for them and enough are left for the rest. */
  private Placement placement() {
    PodSize size = settings.cluster().podSize();
    List<Integer> cpus = Cpus.allowed();
    double needed = settings.pods() * size.cpuLimitMillis() / MILLIS + CORES_BESIDE_PODS;
    boolean shared = !size.isGuaranteed() || (onThisMachine && needed > cpus.size());
    return new Placement(List.of(), cpus, shared);
  }

  private Map<String, Object> pod(ClusterSampler sampler) {
    KubernetesClient client = release.client();
    Map<String, Object> privileges = new LinkedHashMap<>();
    List<Pod> pods = new ArrayList<>(release.platformPods().list().getItems());
    pods.sort(Comparator.comparing((Pod each) -> each.getMetadata().getCreationTimestamp()));
    for (Pod each : pods) {
      String name = each.getMetadata().getName();
      Privileges.of(new PodShell(client, release.namespace(), name, "lms"))
          .ifPresent(its -> privileges.put(sampler.nameOf(name), its));
    }
    PodSize size = settings.cluster().podSize();
    Map<String, Object> pod = new LinkedHashMap<>();
    pod.put("image", image);
    pod.putAll(imageFacts);
    pod.put("kubernetes", client.getKubernetesVersion().getGitVersion());
    pod.put("podCpus", size.cpuLimitMillis() / MILLIS);
    pod.put("podCpuRequest", size.cpuRequestMillis() / MILLIS);
    pod.put("podMemoryMiB", size.memoryLimitMiB());
    pod.put("podsMax", podsMax(settings));
    pod.put("podPrivileges", privileges);
    pod.put("nodes", client.nodes().list().getItems().size());
    return pod;
  }
}
