package environments;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The platform in a Kubernetes, installed by its chart with database, Redis and edge, in a
 * namespace of the run's own. Load goes to the edge.
 */
final class KubernetesEnvironment extends StartedEnvironment {
  private final String name;
  private final URI edge;
  private final Release release;
  private final LocalPortForward forward;
  private final Runnable removal;
  private final Rollouts rollouts;
  private final ClusterSampler sampler;
  private final List<GeneratorPod> generators;
  private final List<Part> parts;

  /**
   * Everything that is there.
   *
   * @param removal removes what was made, the cluster itself where it was
   */
  record Parts(
      EnvironmentSettings settings,
      Lease lease,
      Release release,
      Runnable removal,
      Path seedFile,
      LocalPortForward forward,
      DatabaseAccess database,
      URI edge,
      Placement placement,
      Map<String, Object> pod,
      Map<String, Object> values,
      List<GeneratorPod> generators) {}

  KubernetesEnvironment(Parts parts, ClusterSampler sampler) {
    super(
        parts.settings(),
        parts.lease(),
        parts.placement(),
        parts.seedFile(),
        parts.database(),
        sampler,
        parts.pod());
    this.sampler = sampler;
    this.name = parts.settings().name();
    this.edge = parts.edge();
    this.release = parts.release();
    this.forward = parts.forward();
    this.removal = parts.removal();
    this.generators = List.copyOf(parts.generators());
    this.parts =
        parts.settings().faults()
            ? new ClusterParts(parts.release(), sampler::nameOf).list()
            : List.of();
    this.rollouts =
        new ClusterRollouts(
            parts.release(), parts.values(), parts.settings().cluster().drainsNodes());
  }

  /** Opens environment {@code kubernetes}: a cluster that exists. */
  static KubernetesEnvironment inCluster(EnvironmentSettings settings) {
    ClusterSettings cluster = settings.cluster();
    Path kubeConfig = Objects.requireNonNull(cluster.kubeConfig()).toAbsolutePath();
    String namespace = Objects.requireNonNull(cluster.namespace());
    String image = Objects.requireNonNull(cluster.image());
    String text = Clusters.kubeConfig(kubeConfig);
    KubernetesClient client = Clusters.connect(text);
    try {
      Lease lease = Lease.take(CacheFolder.locate().create(), settings);
      try {
        Owner owner = Owner.thisProcess();
        ClusterStart.check(client, settings);
        NamespaceReaper reaper =
            NamespaceReaper.start(kubeConfig, namespace, owner.id(), cluster.drainsNodes());
        try {
          Release release = Release.in(client, text, namespace, owner, lease, settings.progress());
          return new ClusterStart(
                  settings, lease, release, image, cluster.generatorImage(), false, Map.of())
              .run(reaper::close);
        } catch (RuntimeException e) {
          settings.progress().accept("removing what was made");
          reaper.close();
          throw e;
        }
      } catch (RuntimeException e) {
        lease.close();
        throw e;
      }
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /** Opens environment {@code k3s}: a cluster of its own in this machine's Docker engine. */
  static KubernetesEnvironment inContainer(EnvironmentSettings settings) {
    return DockerStart.open(settings, KubernetesEnvironment::inContainer);
  }

  private static KubernetesEnvironment inContainer(DockerStart start) {
    EnvironmentSettings settings = start.settings();
    Lease lease = start.lease();
    PlatformImage built = start.image();
    String image = built.name();
    @Nullable String generators =
        settings.cluster().generators() > 0 ? start.generatorImage() : null;
    settings.progress().accept("starting Kubernetes");
    K3sCluster cluster = K3sCluster.start(start.cli(), start.docker(), lease.work(), List.of());
    List<String> images = new ArrayList<>(ClusterStart.images(image));
    if (generators != null) {
      images.add(generators);
    }
    cluster.load(images, settings.progress());
    KubernetesClient client = Clusters.connect(cluster.kubeConfig());
    cluster.awaitReady(client);
    Release release =
        Release.in(
            client,
            cluster.kubeConfig(),
            "headroom",
            Owner.thisProcess(),
            lease,
            settings.progress());
    return new ClusterStart(
            settings, lease, release, image, generators, true, start.imageFacts(built))
        .run(
            () -> {
              cluster.close();
              start.docker().close();
            });
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<URI> pods() {
    return List.of(edge);
  }

  @Override
  public Optional<Rollouts> rollouts() {
    return Optional.of(rollouts);
  }

  @Override
  public List<GeneratorPod> generators() {
    return generators;
  }

  @Override
  public List<Part> parts() {
    return parts;
  }

  @Override
  public Runnable watchScaling(ScalingListener listener) {
    AutoscalerWatch watch = new AutoscalerWatch(release, sampler::nameOf, listener);
    return watch::close;
  }

  @Override
  public void close() {
    try (Lease _ = lease();
        Sampler _ = sampler()) {
      closeForward();
      removal.run();
      release.client().close();
    }
  }

  private void closeForward() {
    try {
      forward.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the way to the database could not be closed", e);
    }
  }
}
