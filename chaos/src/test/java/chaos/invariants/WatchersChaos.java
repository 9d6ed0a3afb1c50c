package chaos.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import environments.DatabaseAccess;
import environments.Environment;
import environments.EnvironmentSettings;
import environments.Environments;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import loadtests.settings.LoadSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reports.run.Experiment.Invariant;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;
import reports.run.RunFolder;

/** Watchers at a healthy platform, without any load. */
@Timeout(300)
final class WatchersChaos {
  /** Of positions only the load says something. */
  private static final String OF_THE_LOAD = "progress-forward";

  private static final long PATIENCE_SECONDS = 120;
  private static final int LATE = 20;

  @TempDir private Path folder;

  @Test
  void giveEveryRuleSomethingToLookAtAndFindNothingWrong() throws Exception {
    RunFolder run = RunFolder.create(folder, "steady", "0000000", Instant.now());
    var invariants = new DataInvariants(LoadSettings.of(Map.of("profile", "steady")).plan());
    try (Environment environment =
        Environments.open(
            EnvironmentSettings.embedded().withData("small", 7).withPods(2).withFaults())) {
      DatabaseAccess access = environment.database().orElseThrow();
      long seeded = certificates(access);
      Runnable end = invariants.watch(environment, run);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (certificates(access) == seeded || late(run) < LATE) {
        assertThat(System.nanoTime()).as("neither certificates nor late").isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(500);
      }
      end.run();

      List<Invariant> checked = invariants.check(run, environment.database());

      assertThat(checked)
          .filteredOn(invariant -> !invariant.name().equals(OF_THE_LOAD))
          .allSatisfy(
              invariant -> {
                assertThat(invariant.outcome().name()).as(invariant.toString()).isEqualTo("HELD");
                assertThat(invariant.checked()).as(invariant.name()).isPositive();
              });
    }
  }

  /** Answers that the platform refused. */
  private static long late(RunFolder run) {
    List<LedgerEntry> refused = new ArrayList<>();
    run.readLedger(
        entry -> {
          if (entry.kind().equals("answer") && entry.outcome() == Outcome.REFUSED) {
            refused.add(entry);
          }
        });
    return refused.size();
  }

  private static long certificates(DatabaseAccess access) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM certificates")) {
      row.next();
      return row.getLong(1);
    }
  }
}
