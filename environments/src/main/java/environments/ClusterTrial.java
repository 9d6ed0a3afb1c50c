package environments;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pods that do nothing, in the place of those that are to come: whether the cluster has room for as
 * many as there may ever be, and gets their image, is known within seconds, and not after the data
 * are seeded.
 */
record ClusterTrial(Release release, String image, PodSize size) {
  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final String COMPONENT = "trial";

  /**
   * Tries so many pods and removes them again.
   *
   * @throws EnvironmentUnavailable where they can't be had; with how many of what size they are
   */
  void run(int pods) {
    var client = release.client();
    for (int i = 1; i <= pods; i++) {
      release.create(Serialization.unmarshal(manifest(i, image, size), Pod.class));
    }
    try {
      new PodsReady(client, release.namespace(), _ -> {}).await(Map.of(COMPONENT, pods), DEADLINE);
    } catch (EnvironmentUnavailable e) {
      throw new EnvironmentUnavailable(refusal(pods, size, e.getMessage()), e);
    }
    client
        .pods()
        .inNamespace(release.namespace())
        .withLabel("app.kubernetes.io/component", COMPONENT)
        .delete();
  }

  /** A cluster that adds nodes when pods wait may take minutes to, and would be measured too. */
  static String refusal(int pods, PodSize size, @Nullable String why) {
    return ("%d pods that request %d millicores and %d MiB each can't be had: %s; nodes that a cluster"
            + " autoscaler would add are not waited for: have room for all pods first")
        .formatted(pods, size.cpuRequestMillis(), size.memoryRequestMiB(), why);
  }

  static String manifest(int number, String image, PodSize size) {
    return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: trial-%d
          labels: {app.kubernetes.io/name: lms, app.kubernetes.io/component: %s}
        spec:
          automountServiceAccountToken: false
          enableServiceLinks: false
          terminationGracePeriodSeconds: 0
          securityContext: {runAsNonRoot: true, runAsUser: 1001, seccompProfile: {type: RuntimeDefault}}
          containers:
            - name: trial
              image: %s
              command: [sleep, "3600"]
              resources: {requests: {cpu: %dm, memory: %dMi}, limits: {cpu: %dm, memory: %dMi}}
              securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
        """
        .formatted(
            number,
            COMPONENT,
            image,
            size.cpuRequestMillis(),
            size.memoryRequestMiB(),
            size.cpuLimitMillis(),
            size.memoryLimitMiB());
  }
}
