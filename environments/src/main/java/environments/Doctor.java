package environments;

import java.util.List;

/** Checks whether this machine has what a run needs, and says what to do where it has not. */
public final class Doctor {

  private Doctor() {}

  /** How a check ended: a run works, works with a reservation, or can't work. */
  public enum State {
    OK,
    WARNING,
    MISSING
  }

  /**
   * One thing that a run needs.
   *
   * @param name what was looked at, in one or two words
   * @param state how it is
   * @param found what was found
   * @param advice what to do; empty where the state is {@link State#OK}
   */
  public record Check(String name, State state, String found, String advice) {}

  /** Looks at everything and never throws. */
  public static List<Check> check() {
    return List.of();
  }
}
