package environments;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Seeds a release's database from a pod of the cluster, next to the database, and brings its
 * seed.json here.
 *
 * @param image the platform's image
 */
record ClusterSeeding(Release release, String image) {
  private static final Duration SEEDING = Duration.ofMinutes(15);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final String NAME = "seeding";
  private static final String SEED_FILE = "/tmp/seed.json";

  /**
   * Seeds a database that is empty.
   *
   * @param file where seed.json is to be
   * @throws EnvironmentUnavailable where it fails; with what was said
   */
  void seed(String size, long seed, Path file) {
    KubernetesClient client = release.client();
    release.create(Serialization.unmarshal(manifest(image, size, seed), Pod.class));
    var pod = client.pods().inNamespace(release.namespace()).withName(NAME);
    try {
      if (!"Running".equals(awaitEnd(pod).getStatus().getPhase())) {
        throw new EnvironmentUnavailable(
            "seeding failed; it wrote last:\n  "
                + pod.inContainer("seed").tailingLines(10).getLog().strip().replace("\n", "\n  "));
      }
      if (!pod.inContainer("hold").file(SEED_FILE).copy(file)) {
        throw new EnvironmentUnavailable("seed.json could not be fetched from the cluster");
      }
    } catch (KubernetesClientException e) {
      throw new EnvironmentUnavailable("seeding failed: " + Clusters.reason(e), e);
    } finally {
      pod.delete();
    }
  }

  private Pod awaitEnd(PodResource pod) {
    PodProblems problems = new PodProblems(release.client(), release.namespace());
    long end = System.nanoTime() + SEEDING.toNanos();
    while (true) {
      Pod now = pod.require();
      if (isOver(now)) {
        return now;
      }
      problems
          .of(now)
          .ifPresent(
              why -> {
                throw new EnvironmentUnavailable(why);
              });
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        throw new EnvironmentUnavailable(
            "seeding was not over within " + SEEDING.toMinutes() + " minutes");
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** The first container seeds; the second only holds the result until it is fetched. */
  static String manifest(String image, String size, long seed) {
    return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          labels: {app.kubernetes.io/name: headroom-seeding}
        spec:
          restartPolicy: Never
          automountServiceAccountToken: false
          enableServiceLinks: false
          terminationGracePeriodSeconds: 0
          securityContext: {runAsNonRoot: true, runAsUser: 1001, runAsGroup: 1001, fsGroup: 1001, seccompProfile: {type: RuntimeDefault}}
          initContainers:
            - name: seed
              image: %s
              args: [lms.Seed, --size, "%s", --seed, "%d", --out, %s]
              envFrom: [{secretRef: {name: lms-stores}}]
              resources: {requests: {cpu: 100m, memory: 512Mi}, limits: {memory: 768Mi}}
              securityContext: &hardened {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
              volumeMounts: &tmp [{name: tmp, mountPath: /tmp}]
          containers:
            - name: hold
              image: %s
              command: [sleep, "3600"]
              resources: {requests: {cpu: 1m, memory: 16Mi}, limits: {memory: 64Mi}}
              securityContext: *hardened
              volumeMounts: *tmp
          volumes:
            - name: tmp
              emptyDir: {}
        """
        .formatted(NAME, image, size, seed, SEED_FILE, image);
  }

  private static boolean isOver(Pod pod) {
    String phase = String.valueOf(pod.getStatus().getPhase());
    return switch (phase) {
      case "Failed", "Succeeded" -> true;
      case "Running" ->
          pod.getStatus().getContainerStatuses().stream()
              .allMatch(container -> container.getState().getRunning() != null);
      default -> false;
    };
  }
}
