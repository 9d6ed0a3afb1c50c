package chaos.invariants;

import environments.DatabaseAccess;
import environments.Environment;
import java.util.List;
import java.util.Optional;
import reports.run.Experiment;
import reports.run.RunFolder;

/** What is checked of the data in an experiment. Used by one run. */
public interface Invariants {
  /** Nothing is checked. */
  Invariants NONE = (_, _) -> List.of();

  /**
   * Begins what is watched beside the load, whose faults it has to bear: it never throws because
   * the platform or its database doesn't answer.
   *
   * @return ends the watching, and returns when it has ended; called once
   */
  default Runnable watch(Environment environment, RunFolder folder) {
    return () -> {};
  }

  /**
   * Checks all of them when the load is over, all faults are undone and every write was looked up.
   *
   * @param folder the run's, with ledger and audit
   * @param database the way to the database that no link leads through; empty where there is none
   */
  List<Experiment.Invariant> check(RunFolder folder, Optional<DatabaseAccess> database);
}
