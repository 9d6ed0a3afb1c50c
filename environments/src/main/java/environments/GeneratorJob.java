package environments;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Load generators as the pods of one Indexed Job, each of which runs once and is never replaced.
 *
 * <p>Its limit of failures is one for each index: with one for the job, the first pod that fails
 * would end all others.
 *
 * @param image the load generator's image
 * @param count how many
 */
record GeneratorJob(Release release, String image, int count) {
  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final String NAME = "generators";
  private static final String INDEX = "batch.kubernetes.io/job-completion-index";

  /**
   * Starts the pods, which wait for what they are to do.
   *
   * @return all, in the order of their indices
   * @throws EnvironmentUnavailable where they can't be had; with the name of one that can't
   */
  List<GeneratorPod> start() {
    try {
      release.create(Serialization.unmarshal(manifest(image, count), Job.class));
      return await().stream()
          .sorted(Comparator.comparingInt(GeneratorJob::index))
          .map(pod -> pod.getMetadata().getName())
          .map(name -> new GeneratorPod(release.client(), release.namespace(), name))
          .toList();
    } catch (KubernetesClientException e) {
      throw new EnvironmentUnavailable(
          "the load generators can't be started: " + Clusters.reason(e), e);
    }
  }

  private static int index(Pod pod) {
    return Integer.parseInt(pod.getMetadata().getAnnotations().get(INDEX));
  }

  private List<Pod> await() {
    PodProblems problems = new PodProblems(release.client(), release.namespace());
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (true) {
      List<Pod> pods = pods();
      if (pods.size() == count && pods.stream().allMatch(GeneratorJob::waits)) {
        return pods;
      }
      pods.stream()
          .flatMap(pod -> problems.of(pod).or(() -> ended(pod)).stream())
          .findFirst()
          .or(() -> pods.size() < count ? refused() : Optional.empty())
          .ifPresent(why -> fail("no load generator: " + why));
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        long there = pods.stream().filter(GeneratorJob::waits).count();
        fail(
            "the load generators' pods did not all run within %d s: %d of %d"
                .formatted(DEADLINE.toSeconds(), there, count));
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private List<Pod> pods() {
    return release
        .client()
        .pods()
        .inNamespace(release.namespace())
        .withLabel("batch.kubernetes.io/job-name", NAME)
        .list()
        .getItems();
  }

  private static boolean waits(Pod pod) {
    return "Running".equals(pod.getStatus().getPhase())
        && pod.getStatus().getContainerStatuses().stream()
            .allMatch(each -> each.getState().getRunning() != null);
  }

  /** What ends before it was told what to do is not what it should be. */
  private static Optional<String> ended(Pod pod) {
    Optional<ContainerStateTerminated> end =
        GeneratorEnd.termination(pod, GeneratorPod.GENERATOR)
            .or(() -> GeneratorEnd.termination(pod, GeneratorPod.KEEPER));
    return end.map(
        each ->
            "pod %s ended at once, status %d: %s"
                .formatted(
                    pod.getMetadata().getName(),
                    each.getExitCode(),
                    Optional.ofNullable(each.getMessage()).orElse(each.getReason())));
  }

  /** Why the cluster makes no pod, as where a quota is used up. */
  private Optional<String> refused() {
    return release
        .client()
        .v1()
        .events()
        .inNamespace(release.namespace())
        .withField("involvedObject.name", NAME)
        .list()
        .getItems()
        .stream()
        .filter(event -> "FailedCreate".equals(event.getReason()))
        .map(Event::getMessage)
        .findFirst();
  }

  private static void fail(String why) {
    throw new EnvironmentUnavailable(why);
  }

  /**
   * The first container sends the load; the second only keeps its files until they are here, for
   * the grace period even where the pod is deleted meanwhile. Four fit beside a platform of one pod
   * on two CPUs; whether each had the CPU that it needed is for its own record to say.
   */
  static String manifest(String image, int count) {
    return """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: %1$s
          labels: {app.kubernetes.io/name: headroom-generators}
        spec:
          completionMode: Indexed
          completions: %2$d
          parallelism: %2$d
          backoffLimitPerIndex: 0
          template:
            metadata:
              labels: {app.kubernetes.io/name: headroom-generators}
            spec:
              restartPolicy: Never
              automountServiceAccountToken: false
              enableServiceLinks: false
              terminationGracePeriodSeconds: 30
              securityContext: {runAsNonRoot: true, runAsUser: 1001, runAsGroup: 1001, fsGroup: 1001, seccompProfile: {type: RuntimeDefault}}
              topologySpreadConstraints:
                - maxSkew: 1
                  topologyKey: kubernetes.io/hostname
                  whenUnsatisfiable: ScheduleAnyway
                  labelSelector: {matchLabels: {app.kubernetes.io/name: headroom-generators}}
              containers:
                - name: %3$s
                  image: %4$s
                  command: [/app/generator]
                  stdin: true
                  stdinOnce: true
                  resources: {requests: {cpu: 90m, memory: 1Gi}, limits: {memory: 3Gi}}
                  securityContext: &hardened {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
                  volumeMounts: &folders [{name: work, mountPath: %5$s}, {name: tmp, mountPath: /tmp}]
                - name: %6$s
                  image: %4$s
                  command: [sh, -c, "trap '[ -e %5$s/arguments ] || exit 0' TERM; until [ -e %5$s/collected ]; do sleep 1; done"]
                  resources: {requests: {cpu: 1m, memory: 16Mi}, limits: {memory: 128Mi}}
                  securityContext: *hardened
                  volumeMounts: *folders
              volumes:
                - name: work
                  emptyDir: {}
                - name: tmp
                  emptyDir: {}
        """
        .formatted(
            NAME, count, GeneratorPod.GENERATOR, image, GeneratorPod.FOLDER, GeneratorPod.KEEPER);
  }
}
