package environments;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the environments {@code k3s} and {@code kubernetes} are asked for beside what all are.
 *
 * @param kubeConfig the file that says how a cluster is reached; {@code kubernetes} only, and
 *     needed there
 * @param namespace where everything is made, which must not exist yet; {@code kubernetes} only, and
 *     needed there
 * @param image the platform's image, {@code REPOSITORY:TAG}; {@code kubernetes} only, and needed
 *     there, as the cluster fetches it
 * @param podSize what a pod requests and may use
 * @param podsMax up to how many pods an autoscaler may go, at least the pods asked for; equal to
 *     them, there is none
 * @param generators how many load generators run as pods beside the platform; 0 where those of a
 *     run are processes of this machine
 * @param generatorImage their image, {@code REPOSITORY:TAG}; {@code kubernetes} only, and needed
 *     there where there are any
 * @param drainsNodes whether pods are evicted from one node at a time, which is cordoned meanwhile;
 *     {@code kubernetes} only, where it needs two
 */
public record ClusterSettings(
    @Nullable Path kubeConfig,
    @Nullable String namespace,
    @Nullable String image,
    PodSize podSize,
    int podsMax,
    int generators,
    @Nullable String generatorImage,
    boolean drainsNodes) {
  /** Standard pods, no autoscaler and no generators. */
  public static ClusterSettings fixed(int pods) {
    return new ClusterSettings(null, null, null, PodSize.STANDARD, pods, 0, null, false);
  }

  /** The same in a cluster that exists. */
  public ClusterSettings in(Path itsKubeConfig, String itsNamespace, String itsImage) {
    return new ClusterSettings(
        itsKubeConfig,
        itsNamespace,
        itsImage,
        podSize,
        podsMax,
        generators,
        generatorImage,
        drainsNodes);
  }

  /** The same with pods of another size, and an autoscaler up to so many. */
  public ClusterSettings with(PodSize size, int max) {
    return new ClusterSettings(
        kubeConfig, namespace, image, size, max, generators, generatorImage, drainsNodes);
  }

  /** The same with so many load generators, of an image that {@code k3s} builds itself. */
  public ClusterSettings withGenerators(int count, @Nullable String itsImage) {
    return new ClusterSettings(
        kubeConfig, namespace, image, podSize, podsMax, count, itsImage, drainsNodes);
  }

  /** The same, where evictions drain nodes or not. */
  public ClusterSettings drainingNodes(boolean drains) {
    return new ClusterSettings(
        kubeConfig, namespace, image, podSize, podsMax, generators, generatorImage, drains);
  }
}
