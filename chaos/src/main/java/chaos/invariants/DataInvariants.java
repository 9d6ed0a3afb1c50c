package chaos.invariants;

import environments.DatabaseAccess;
import environments.Environment;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import loadtests.learners.SeedData;
import loadtests.plan.Kind;
import loadtests.plan.Plan;
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

  private final Plan plan;

  /** Those of a run with this plan. */
  public DataInvariants(Plan plan) {
    this.plan = plan;
  }

  @Override
  public Runnable watch(Environment environment, RunFolder folder) {
    try {
      Watchers watchers = Watchers.start(environment, folder, plan.load());
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

  private List<Experiment.Invariant> check(RunFolder folder, Connection connection) {
    List<LedgerEntry> ledger = new ArrayList<>();
    folder.readLedger(ledger::add);
    List<Operation> history = new ArrayList<>();
    folder.readHistory(Operation.class, history::add);
    List<Stranger> strangers = new ArrayList<>();
    folder.readStrangers(strangers::add);
    return check(new Ground(ledger, history, strangers, connection), planned());
  }

  /** The kinds of requests of all phases. */
  private Set<Kind> planned() {
    return plan.phases().stream()
        .flatMap(phase -> phase.planned().entrySet().stream())
        .filter(kind -> kind.getValue() > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * What all rules say of it.
   *
   * @param planned the kinds of requests that the load was to send
   */
  static List<Experiment.Invariant> check(Ground ground, Set<Kind> planned) {
    return RULES.stream().map(rule -> said(rule, rule.on(ground), planned)).toList();
  }

  /** Nothing was there to be checked where the load was to make none of it. */
  private static Experiment.Invariant said(
      Rule rule, Experiment.Invariant found, Set<Kind> planned) {
    boolean about = rule.writes().isEmpty() || !Collections.disjoint(rule.writes(), planned);
    boolean nothing = found.checked() == 0 && Tally.NOTHING.equals(found.note());
    return about || !nothing
        ? found
        : new Experiment.Invariant(
            found.name(),
            found.says(),
            Experiment.Outcome.NOT_APPLICABLE,
            0,
            0,
            List.of(),
            "the load plans no such write");
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
