package chaos.faults;

import chaos.undo.Undo;
import java.util.List;
import java.util.Optional;

/**
 * One use of a fault, from its choice to its end. The harness writes {@link #undos} to the journal
 * and has that on disk before it calls {@link #inject}, so that whoever finds the journal can put
 * everything right. Used by one thread.
 */
public interface Injection {
  /** The parts or links that are broken, separated by commas: never more than these. */
  String target();

  /** How many parts are disturbed at once; a link counts as one. */
  default int breadth() {
    return 1;
  }

  /**
   * What it needs for itself while it lasts, such as the way that a link leads: of two that need
   * the same, the end of one would be the end of the other. Empty where any may be beside it.
   */
  default Optional<String> alone() {
    return Optional.empty();
  }

  /** Whether there is something to witness; only the control has nothing. */
  default boolean leavesTraces() {
    return true;
  }

  /**
   * What puts everything right again, in this order. Each is idempotent and right whether the
   * injection happened, happened in part, or never did.
   */
  List<Undo> undos();

  /** Sees whether it is in force, by another source than the injection writes. */
  Witness witness();

  /**
   * Breaks it, and returns at once where the fault lasts until it is undone, or when it is done.
   *
   * @throws FaultFailed where it can't be broken
   */
  void inject() throws FaultFailed, InterruptedException;

  /**
   * What no journal can do and only the living harness must, after the undos: such as starting a
   * process that was killed. Waits until it serves.
   *
   * @throws FaultFailed where it can't be put right
   */
  default void repair() throws FaultFailed, InterruptedException {}
}
