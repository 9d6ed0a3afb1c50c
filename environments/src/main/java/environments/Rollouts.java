package environments;

/**
 * Changes of a deployment while it serves, one at a time. Each returns when it is over: all pods of
 * the wanted kind are ready and no other is left.
 */
public interface Rollouts {
  /**
   * Replaces every pod by a new one, as an update does.
   *
   * @throws RolloutFailed where it is not over within its deadline
   */
  void restart();

  /**
   * Asks for the eviction of pods, one by one, and again where the disruption budget refuses: of
   * every pod that is there now, or, in an environment that may drain nodes, of those on the node
   * that has most of them, which takes no pod meanwhile.
   *
   * @return what was evicted
   * @throws RolloutFailed where a pod is not evicted or its successor not ready within the deadline
   */
  String evict();

  /** What the kernel calls the processes of the program that {@link #updateThatFails} deploys. */
  String FAILING_PROGRAM = "redis-server";

  /**
   * Updates to a program that never becomes ready, by the command that operators are told to use,
   * which has to undo it by itself.
   *
   * @return what the command said of the failure
   * @throws RolloutFailed where the update does not fail, or what served before is not restored
   */
  String updateThatFails();
}
