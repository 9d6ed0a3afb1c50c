package chaos;

import java.util.function.IntSupplier;

/**
 * One fault under one load. Not thread-safe; runs once.
 *
 * <p>The fault is undone whatever happens. A fault that should have left traces and did not makes
 * the outcome invalid, however well the service levels held: they held against nothing.
 */
public final class Experiment {
  private static final int INVALID = 3;

  private final Fault fault;
  private final IntSupplier load;

  /**
   * An experiment.
   *
   * @param load sends the load and answers the exit status of its verdicts: 0 pass, 1 refuted, 2
   *     not proven, 3 invalid
   */
  public Experiment(Fault fault, IntSupplier load) {
    this.fault = fault;
    this.load = load;
  }

  /**
   * What came of it.
   *
   * @param fired whether the fault was witnessed
   * @param verdictStatus the status of the load's verdicts
   */
  public record Outcome(String fault, boolean fired, boolean faultExpected, int verdictStatus) {
    /** The exit status: that of the verdicts, or 3 where the fault never fired. */
    public int exitStatus() {
      return faultExpected && !fired ? INVALID : verdictStatus;
    }
  }

  /** Injects, loads, looks whether the fault fired, and undoes it. */
  public Outcome run() {
    try {
      fault.inject();
      int status = load.getAsInt();
      return new Outcome(fault.name(), fault.fired(), fault.leavesTraces(), status);
    } finally {
      fault.undo();
    }
  }
}
