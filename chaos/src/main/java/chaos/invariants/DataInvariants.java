package chaos.invariants;

import environments.DatabaseAccess;
import environments.Environment;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import loadtests.learners.SeedData;
import loadtests.plan.Load;
import reports.run.Experiment;
import reports.run.JsonLines;
import reports.run.LedgerEntry;
import reports.run.RunFolder;
import reports.run.Stranger;
import reports.run.UnreadableEvidence;

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
          new EnrolmentsLinearizable(Linearizability.STATES_MAX),
          new ReadBackByHttp());

  private final Load load;

  /** Those of a run with this load. */
  public DataInvariants(Load load) {
    this.load = load;
  }

  @Override
  public Runnable watch(Environment environment, RunFolder folder) {
    try {
      Watchers watchers = Watchers.start(environment, folder, load);
      return () -> {
        watchers.close();
        readBack(environment, folder);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return () -> {};
    }
  }

  private static void readBack(Environment environment, RunFolder folder) {
    try (JsonLines history = folder.history()) {
      List<LedgerEntry> ledger = new ArrayList<>();
      folder.readLedger(ledger::add);
      SeedData data = SeedData.read(environment.seedFile());
      new ReadBack(environment.pods().getFirst(), data, history).of(ledger);
    } catch (IOException | UnreadableEvidence e) {
      // What was not read back is not checked, and a rule of which nothing was is unknown.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
    List<Stranger> strangers = new ArrayList<>();
    folder.readStrangers(strangers::add);
    return check(new Ground(ledger, history, strangers, connection));
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
