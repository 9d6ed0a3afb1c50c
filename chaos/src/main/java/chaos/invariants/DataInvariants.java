package chaos.invariants;

import environments.DatabaseAccess;
import environments.Environment;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import loadtests.plan.Load;
import reports.run.Experiment;
import reports.run.LedgerEntry;
import reports.run.RunFolder;

/** The invariants of the platform's data, and the watchers that some of them need. */
public final class DataInvariants implements Invariants {
  private static final List<Rule> RULES =
      List.of(
          new SeatsWithinBounds(),
          new OneEffectPerKey(),
          new RefusedLeavesNothing(),
          new CertificatesUnique(),
          new ProgressForward(),
          new AttemptsGapless(),
          new AnswersInTime(),
          new SessionsApart(),
          new EnrolmentsLinearizable(Linearizability.STATES_MAX));

  private final Load load;

  /** Those of a run with this load. */
  public DataInvariants(Load load) {
    this.load = load;
  }

  @Override
  public Runnable watch(Environment environment, RunFolder folder) {
    try {
      return Watchers.start(environment, folder, load)::close;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return () -> {};
    }
  }

  @Override
  public List<Experiment.Invariant> check(RunFolder folder, Optional<DatabaseAccess> database) {
    if (database.isEmpty()) {
      return unknown("the database can't be reached from here");
    }
    DatabaseAccess access = database.get();
    try (Connection connection =
        DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password())) {
      return check(folder, connection);
    } catch (SQLException e) {
      return unknown("the database can't be reached: " + e.getMessage());
    }
  }

  private static List<Experiment.Invariant> check(RunFolder folder, Connection connection) {
    List<LedgerEntry> ledger = new ArrayList<>();
    folder.readLedger(ledger::add);
    List<Operation> history = new ArrayList<>();
    folder.readHistory(Operation.class, history::add);
    return check(new Ground(ledger, history, connection));
  }

  /** What all rules say of it. */
  static List<Experiment.Invariant> check(Ground ground) {
    return RULES.stream().map(rule -> rule.on(ground)).toList();
  }

  private static List<Experiment.Invariant> unknown(String why) {
    return RULES.stream()
        .map(
            rule -> {
              var tally = new Tally();
              tally.unknown(why);
              return tally.result(rule.name(), rule.says());
            })
        .toList();
  }
}
