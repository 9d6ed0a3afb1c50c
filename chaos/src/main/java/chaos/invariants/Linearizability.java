package chaos.invariants;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reports.run.LedgerEntry.Outcome;

/**
 * Whether there is one order of operations on one enrolment that explains all that was heard, in
 * which whatever ended before another began comes first (Herlihy and Wing 1990). Searches as Wing
 * and Gong (1993), and looks at no state twice (Lowe 2017).
 *
 * <p>The state is the key that enrolled, or none. Enrolling with a key is acknowledged where nobody
 * is enrolled, and again with the same key; it is refused where another key was first. A look sees
 * whether anybody enrolled. An operation whose outcome is unknown may have happened at any time
 * after it was sent, or never.
 */
final class Linearizability {
  /** States at most, some seconds of search. */
  static final int STATES_MAX = 2_000_000;

  private final List<Operation> operations;
  private final int statesMax;
  private final Set<State> seen = new HashSet<>();

  private Linearizability(List<Operation> operations, int statesMax) {
    this.operations = operations;
    this.statesMax = statesMax;
  }

  /** What came of a search. */
  enum Result {
    /** Such an order was found. */
    LINEARIZABLE,
    /** There is none. */
    NOT_LINEARIZABLE,
    /** The search was given up. */
    UNKNOWN
  }

  /**
   * What has happened so far.
   *
   * @param done which operations, by their place
   * @param key which key enrolled; null where none has
   */
  private record State(BitSet done, @Nullable String key) {}

  /**
   * Searches.
   *
   * @param history the operations on one enrolment, in any order
   * @param statesMax after so many states it gives up
   */
  static Result check(List<Operation> history, int statesMax) {
    List<Operation> told =
        history.stream()
            .filter(Linearizability::tells)
            .sorted(Comparator.comparingLong(Operation::begin))
            .toList();
    var search = new Linearizability(told, statesMax);
    try {
      return search.explains(new State(new BitSet(), null))
          ? Result.LINEARIZABLE
          : Result.NOT_LINEARIZABLE;
    } catch (GivenUp e) {
      return Result.UNKNOWN;
    }
  }

  /** A look that saw nothing says nothing; neither does a refusal for another reason. */
  private static boolean tells(Operation operation) {
    if (operation.kind().equals(Operation.LOOK)) {
      return operation.outcome() == Outcome.ACKNOWLEDGED && operation.enrolled() != null;
    }
    return operation.outcome() != Outcome.REFUSED || Objects.equals(operation.enrolled(), true);
  }

  private boolean explains(State state) throws GivenUp {
    if (!seen.add(state)) {
      return false;
    }
    if (seen.size() > statesMax) {
      throw new GivenUp();
    }
    long firstEnd = Long.MAX_VALUE;
    boolean allSettled = true;
    for (int i = 0; i < operations.size(); i++) {
      if (!state.done().get(i) && operations.get(i).outcome() != Outcome.UNKNOWN) {
        firstEnd = Math.min(firstEnd, operations.get(i).end());
        allSettled = false;
      }
    }
    if (allSettled) {
      return true;
    }
    for (int i = 0; i < operations.size(); i++) {
      Operation next = operations.get(i);
      if (next.begin() > firstEnd) {
        return false; // Whatever comes now began after another had ended.
      }
      if (!state.done().get(i) && allowed(next, state.key()) && explains(after(state, i, next))) {
        return true;
      }
    }
    return false;
  }

  private static boolean allowed(Operation operation, @Nullable String key) {
    if (operation.kind().equals(Operation.LOOK)) {
      return Objects.equals(operation.enrolled(), key != null);
    }
    return switch (operation.outcome()) {
      case ACKNOWLEDGED -> key == null || key.equals(operation.key());
      case REFUSED -> key != null && !key.equals(operation.key());
      case UNKNOWN -> key == null; // Elsewhere it changes nothing and need not have happened.
    };
  }

  private static State after(State state, int place, Operation operation) {
    BitSet done = (BitSet) state.done().clone();
    done.set(place);
    boolean enrols =
        operation.kind().equals(Operation.ENROL) && operation.outcome() != Outcome.REFUSED;
    return new State(done, enrols && state.key() == null ? operation.key() : state.key());
  }

  private static final class GivenUp extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
