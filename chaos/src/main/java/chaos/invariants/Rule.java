package chaos.invariants;

import java.sql.SQLException;
import java.util.Set;
import loadtests.plan.Kind;
import reports.run.Experiment.Invariant;

/**
 * One thing that must be true of the data; one small file each, named in {@link DataInvariants}.
 */
interface Rule {
  /** Its name, such as {@code seats-within-bounds}. */
  String name();

  /** What must be true, in one sentence. */
  String says();

  /**
   * The writes of a load that make what it looks at: of a load that plans none of them it says
   * nothing. None where it looks at what is there, or at what watchers do, under every load.
   */
  default Set<Kind> writes() {
    return Set.of();
  }

  /**
   * Looks whether it is.
   *
   * @throws SQLException where the database can't be asked
   */
  void check(Ground ground, Tally tally) throws SQLException;

  /** What came of a look. */
  default Invariant on(Ground ground) {
    var tally = new Tally();
    try {
      check(ground, tally);
    } catch (SQLException e) {
      tally.unknown("the database could not be asked: " + e.getMessage());
    }
    return tally.result(name(), says());
  }
}
