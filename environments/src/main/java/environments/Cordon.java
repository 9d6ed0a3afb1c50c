package environments;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A node that takes no new pods until this is closed, as {@code kubectl cordon} makes it. It has
 * the run's label meanwhile, by which {@link #liftAll} finds it where the run was killed.
 */
record Cordon(KubernetesClient client, String node) implements AutoCloseable {
  private static final int NODES_MIN = 2;

  /** Cordons a node. */
  static Cordon set(KubernetesClient client, String node, Owner owner) {
    client
        .nodes()
        .withName(node)
        .edit(
            found ->
                new NodeBuilder(found)
                    .editMetadata()
                    .addToLabels(owner.labels())
                    .endMetadata()
                    .editSpec()
                    .withUnschedulable(true)
                    .endSpec()
                    .build());
    return new Cordon(client, node);
  }

  /** Those that are ready and not cordoned by anybody. */
  static Set<String> nodesThatTakePods(KubernetesClient client) {
    return client.nodes().list().getItems().stream()
        .filter(Readiness::isNodeReady)
        .filter(node -> !Boolean.TRUE.equals(node.getSpec().getUnschedulable()))
        .map(node -> node.getMetadata().getName())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Makes sure that one node can be left for another.
   *
   * @throws EnvironmentUnavailable where there are not two that take pods, or nodes are not this
   *     user's to change
   */
  static void require(KubernetesClient client) {
    int nodes = nodesThatTakePods(client).size();
    if (nodes < NODES_MIN) {
      throw new EnvironmentUnavailable(
          "the cluster has %d node that takes pods, and to drain one needs 2: leave out drain-nodes"
              .formatted(nodes));
    }
    SelfSubjectAccessReview asked =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb("patch")
            .withResource("nodes")
            .endResourceAttributes()
            .endSpec()
            .build();
    SelfSubjectAccessReview answer =
        client.authorization().v1().selfSubjectAccessReview().create(asked);
    if (!answer.getStatus().getAllowed()) {
      throw new EnvironmentUnavailable(
          "the kubeconfig's user may not patch nodes, which drain-nodes needs: allow it, or leave"
              + " that out");
    }
  }

  /** Lets every node that an owner has cordoned take pods again. */
  static void liftAll(KubernetesClient client, String owner) {
    client.nodes().withLabel(Owner.LABEL, owner).list().getItems().stream()
        .map(node -> node.getMetadata().getName())
        .forEach(node -> new Cordon(client, node).close());
  }

  /** Lets it take pods again, also in a thread that is interrupted. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      client.nodes().withName(node).edit(Cordon::lifted);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Node lifted(Node found) {
    return new NodeBuilder(found)
        .editMetadata()
        .removeFromLabels(Owner.LABEL)
        .endMetadata()
        .editSpec()
        .withUnschedulable(null)
        .endSpec()
        .build();
  }
}
