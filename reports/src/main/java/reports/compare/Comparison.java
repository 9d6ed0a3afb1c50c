package reports.compare;

import java.util.List;
import java.util.stream.Stream;
import reports.run.Run;

/**
 * What two runs say of each other. Immutable.
 *
 * @param a the run compared with
 * @param b the run compared
 * @param differsIn what else is not the same in both, such as the commit
 * @param phases in order of time
 * @param family how many figures share the 5 % of doubt
 * @param notes what was left out and why, a sentence each
 */
public record Comparison(
    Run a,
    Run b,
    List<String> differsIn,
    List<PhaseComparison> phases,
    int family,
    List<String> notes) {
  /** The name of all kinds together. */
  public static final String ALL = "all requests";

  private static final int PASS = 0;
  private static final int WORSE = 1;
  private static final int INVALID = 3;

  /** Copies its lists. */
  public Comparison {
    differsIn = List.copyOf(differsIn);
    phases = List.copyOf(phases);
    notes = List.copyOf(notes);
  }

  /**
   * A phase of both runs.
   *
   * @param name of the phase
   * @param faults why its figures may say more of a generator than of the system, a sentence each
   * @param differences by kind and metric
   */
  public record PhaseComparison(String name, List<String> faults, List<Difference> differences) {
    /** Copies its lists. */
    public PhaseComparison {
      faults = List.copyOf(faults);
      differences = List.copyOf(differences);
    }

    /** Whether both generators did in it what they were to do. */
    public boolean valid() {
      return faults.isEmpty();
    }
  }

  /** The figures of valid phases. */
  public Stream<Difference> valid() {
    return phases.stream()
        .filter(PhaseComparison::valid)
        .flatMap(phase -> phase.differences().stream());
  }

  /** 1 where B is worse in a valid phase, 3 where a phase is not valid, 0 else. */
  public int exitStatus() {
    if (valid().anyMatch(difference -> difference.outcome() instanceof Outcome.Worse)) {
      return WORSE;
    }
    return phases.stream().allMatch(PhaseComparison::valid) ? PASS : INVALID;
  }
}
