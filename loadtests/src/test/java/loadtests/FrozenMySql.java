package loadtests;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** MySQL's process, stopped for a while by a pod that sees all processes of its node. */
final class FrozenMySql {
  private static final String SIGNAL =
      "for p in /proc/[0-9]*; do if [ \"$(cat $p/comm 2>/dev/null)\" = mysqld ];"
          + " then kill -%s ${p#/proc/}; fi; done";

  private FrozenMySql() {}

  /** Freezes it in a cluster of one node, and returns when it goes on. */
  static void freeze(KubernetesClient client, String namespace, Duration time) {
    String image =
        client
            .pods()
            .inNamespace(namespace)
            .withName("lms-mysql-0")
            .get()
            .getSpec()
            .getContainers()
            .getFirst()
            .getImage();
    String name = "freezer-of-" + namespace;
    var pod =
        client.resource(
            Serialization.unmarshal(manifest(name, image, time.toSeconds()), Pod.class));
    pod.create();
    client
        .pods()
        .inNamespace("kube-system")
        .withName(name)
        .waitUntilCondition(
            found -> found != null && "Succeeded".equals(found.getStatus().getPhase()),
            time.plusMinutes(2).toSeconds(),
            TimeUnit.SECONDS);
    pod.delete();
  }

  private static String manifest(String name, String image, long seconds) {
    String script =
        "%s; sleep %d; %s".formatted(SIGNAL.formatted("STOP"), seconds, SIGNAL.formatted("CONT"));
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: kube-system}
        spec:
          hostPID: true
          restartPolicy: Never
          containers:
            - name: freezer
              image: %s
              imagePullPolicy: IfNotPresent
              command: [bash, -c, '%s']
              securityContext: {runAsUser: 0, privileged: true}
        """
        .formatted(name, image, script);
  }
}
