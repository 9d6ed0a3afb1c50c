package reports.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a proof was asked for and which runs it made: the content of {@code runs.json}. Times are
 * epoch milliseconds. Immutable.
 *
 * @param schema {@link RunFolder#SCHEMA}
 * @param id the name of the proof's folder
 * @param environment the environment that was asked for, or all
 * @param commit the commit of the project
 * @param begin when the first run began
 * @param end when the last one ended; null while runs are made and where that was killed
 * @param ending how it ended
 * @param steps the runs in the order in which they are made
 */
public record ProofRuns(
    int schema,
    String id,
    String environment,
    String commit,
    long begin,
    @Nullable Long end,
    Ending ending,
    List<Step> steps) {
  /** Copies its list. */
  public ProofRuns {
    steps = Run.copy(steps);
  }

  /** The same with the steps as far as they are known. */
  public ProofRuns withSteps(List<Step> known) {
    return new ProofRuns(schema, id, environment, commit, begin, end, ending, known);
  }

  /** The same, ended. */
  public ProofRuns ended(long at, Ending how) {
    return new ProofRuns(schema, id, environment, commit, begin, at, how, steps);
  }

  /**
   * One run, made or still to be made.
   *
   * @param profile its profile
   * @param environment where it runs
   * @param command what makes it alone
   * @param claims ids of the claims that the profile judges and the environment can judge
   * @param status its exit status; null before it has ended
   * @param run the id of its folder; null where it left none
   */
  public record Step(
      String profile,
      String environment,
      String command,
      List<String> claims,
      @Nullable Integer status,
      @Nullable String run) {
    /** Copies its list. */
    public Step {
      claims = Run.copy(claims);
    }

    /** The same, ended. */
    public Step ended(int how, @Nullable String folder) {
      return new Step(profile, environment, command, claims, how, folder);
    }
  }
}
