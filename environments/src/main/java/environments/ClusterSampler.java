package environments;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Asks the pods of a release for their metrics through the API server, so that nothing else of the
 * cluster has to be reached from here. Pods are called pod-1, pod-2 and so on in the order in which
 * they were made, those that are gone included.
 */
final class ClusterSampler implements Sampler {

  private final KubernetesClient client;
  private final String namespace;
  private final DatabaseCounts database;
  private final SharedIndexInformer<Pod> pods;
  private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final PodCpu cpu;
  private final MachineCpu machine = new MachineCpu();
  private final boolean onThisMachine;

  /**
   * Watches the pods from now on.
   *
   * @param database counts its connections
   * @param onThisMachine whether the cluster is, so that this machine's CPUs are its own
   */
  ClusterSampler(Release release, DatabaseCounts database, boolean onThisMachine) {
    this.client = release.client();
    this.namespace = release.namespace();
    this.database = database;
    this.onThisMachine = onThisMachine;
    this.cpu = new PodCpu(client, namespace);
    this.pods = release.platformPods().inform();
  }

  @Override
  public synchronized Map<String, Object> sample(Duration patience) {
    List<Pod> present = new ArrayList<>(pods.getStore().list());
    present.sort(Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp()));
    CompletableFuture<Map<String, Object>> counts = database.ask();
    Map<String, Future<String>> answers = ask(present, patience);
    Map<String, Map<String, Object>> processes = new LinkedHashMap<>();
    cpu.figures()
        .forEach(
            (pod, figures) -> {
              String name = names.get(pod);
              if (answers.containsKey(String.valueOf(name))) {
                processes.put(String.valueOf(name), new LinkedHashMap<>(figures));
              }
            });
    answers.forEach(
        (name, answer) -> {
          if (answer.state() == Future.State.SUCCESS) {
            Map<String, Object> figures =
                processes.computeIfAbsent(name, _ -> new LinkedHashMap<>());
            figures.putAll(PodMetrics.figures(answer.resultNow()));
          }
        });
    processes.put("database", counts.join());
    Map<String, Object> sample = new LinkedHashMap<>();
    if (onThisMachine) {
      machine.share().ifPresent(share -> sample.put("machineCpu", share));
    }
    sample.put("podsReady", present.stream().filter(Readiness::isPodReady).count());
    sample.put("processes", processes);
    return sample;
  }

  /** The name in system.jsonl of a pod of the cluster. */
  synchronized String nameOf(String pod) {
    return names.computeIfAbsent(pod, _ -> "pod-" + (names.size() + 1));
  }

  private Map<String, Future<String>> ask(List<Pod> present, Duration patience) {
    Map<String, Callable<String>> questions = new LinkedHashMap<>();
    for (Pod pod : present) {
      String name = pod.getMetadata().getName();
      if ("Running".equals(pod.getStatus().getPhase())) {
        questions.put(nameOf(name), () -> client.raw(metrics(name)));
      }
    }
    Map<String, Future<String>> answers = new LinkedHashMap<>();
    try {
      List<Future<String>> all =
          asking.invokeAll(questions.values(), patience.toMillis(), TimeUnit.MILLISECONDS);
      int next = 0;
      for (String name : questions.keySet()) {
        answers.put(name, all.get(next++));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answers;
  }

  private String metrics(String pod) {
    return "/api/v1/namespaces/%s/pods/%s:8080/proxy/api/metrics".formatted(namespace, pod);
  }

  @Override
  public void close() {
    asking.shutdownNow();
    database.close();
    pods.close();
  }
}
