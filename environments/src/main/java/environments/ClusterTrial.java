package environments;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;

/**
 * Pods that do nothing, in the place of those that are to come: whether the cluster has room for so
 * many, and gets their image, is known within seconds, and not after the data are seeded.
 */
record ClusterTrial(Release release, String image, PodSize size) {
  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final String COMPONENT = "trial";

  /**
   * Tries so many pods and removes them again.
   *
   * @throws EnvironmentUnavailable where they can't be had
   */
  void run(int pods) {
    var client = release.client();
    for (int i = 1; i <= pods; i++) {
      client
          .resource(Serialization.unmarshal(manifest(i), Pod.class))
          .inNamespace(release.namespace())
          .create();
    }
    new PodsReady(client, release.namespace(), _ -> {}).await(Map.of(COMPONENT, pods), DEADLINE);
    client
        .pods()
        .inNamespace(release.namespace())
        .withLabel("app.kubernetes.io/component", COMPONENT)
        .delete();
  }

  private String manifest(int number) {
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
