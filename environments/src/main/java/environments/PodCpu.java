package environments;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CPU time of pods and the time that their limits kept them off it, by what each node's kubelet
 * says (cAdvisor), through the API server. The kubelet looks every 10 s or so; rates are over the
 * time between two of its looks. Not thread-safe.
 */
final class PodCpu {
  private static final long LOOK_MILLIS = 5_000;
  private static final String USED = "container_cpu_usage_seconds_total";
  private static final String THROTTLED = "container_cpu_cfs_throttled_seconds_total";

  /** A sample of a container: labels, value and the kubelet's own time in milliseconds. */
  private static final Pattern SAMPLE =
      Pattern.compile("^(\\w+)\\{([^}]*)\\} ([0-9.eE+-]+) (\\d+)$");

  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private final KubernetesClient client;
  private final String namespace;
  private final Map<String, Counter> before = new HashMap<>();
  private final Map<String, Map<String, Object>> figures = new HashMap<>();
  private long lookedMillis;

  private record Counter(double seconds, long atMillis) {}

  PodCpu(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** What is known of each pod by its name: {@code cpu} and {@code throttledMillis} a second. */
  Map<String, Map<String, Object>> figures() {
    long now = System.currentTimeMillis();
    if (now - lookedMillis >= LOOK_MILLIS) {
      lookedMillis = now;
      try {
        for (Node node : client.nodes().list().getItems()) {
          look(
              client.raw(
                  "/api/v1/nodes/%s/proxy/metrics/cadvisor"
                      .formatted(node.getMetadata().getName())));
        }
      } catch (KubernetesClientException e) {
        // Some clusters show nobody their kubelets: the figures are absent then.
        return figures;
      }
    }
    return figures;
  }

  /** The same without looking again. */
  Map<String, Map<String, Object>> knownFigures() {
    return figures;
  }

  /** Takes one exposition of a kubelet. */
  void look(String exposition) {
    exposition
        .lines()
        .filter(line -> line.startsWith(USED) || line.startsWith(THROTTLED))
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .forEach(this::take);
  }

  private void take(Matcher sample) {
    Map<String, String> labels = new HashMap<>();
    Matcher label = LABEL.matcher(sample.group(2));
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    String pod = labels.get("pod");
    if (pod == null
        || !namespace.equals(labels.get("namespace"))
        || labels.getOrDefault("container", "").isEmpty()) {
      return;
    }
    String metric = sample.group(1);
    Counter now = new Counter(Double.parseDouble(sample.group(3)), Long.parseLong(sample.group(4)));
    Optional.ofNullable(before.put(metric + ' ' + pod, now))
        .filter(earlier -> now.atMillis() > earlier.atMillis())
        .ifPresent(earlier -> rate(pod, metric, earlier, now));
  }

  private void rate(String pod, String metric, Counter earlier, Counter now) {
    double seconds = (now.atMillis() - earlier.atMillis()) / 1000.0;
    double share = Math.max(0, now.seconds() - earlier.seconds()) / seconds;
    Map<String, Object> own = figures.computeIfAbsent(pod, _ -> new LinkedHashMap<>());
    if (metric.equals(USED)) {
      own.put("cpu", share);
    } else {
      own.put("throttledMillis", share * 1000);
    }
  }
}
