package lms.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import lms.testing.TestDatabase;
import org.junit.jupiter.api.Test;

final class DatabaseTest {
  @Test
  void demandsASchemaThatLacksNothingAndAcceptsANewerOne() {
    try (Database database = new Database(TestDatabase.create(), new Metrics())) {
      assertThatThrownBy(database::demandMigrated)
          .isInstanceOf(Unavailable.class)
          .hasMessage("The schema lacks migration 1: run lms.Migrate first");

      database.migrate();
      assertThatCode(database::demandMigrated).doesNotThrowAnyException();

      database.inTransaction(
          transaction ->
              transaction.run(
                  "INSERT INTO flyway_schema_history SELECT MAX(installed_rank) + 1, '999',"
                      + " 'later', 'SQL', 'V999__later.sql', 0, MAX(installed_by), NOW(), 1, 1"
                      + " FROM flyway_schema_history"));
      assertThatCode(database::demandMigrated).doesNotThrowAnyException();
    }
  }

  @Test
  void triesADeadlockedTransactionAgainAndCountsIt() throws Exception {
    Metrics metrics = new Metrics();
    try (Database database = new Database(TestDatabase.create(), metrics);
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      database.connect();
      database.inTransaction(
          transaction ->
              transaction.run("CREATE TABLE sums (id INT PRIMARY KEY, n INT) ENGINE = InnoDB"));
      database.inTransaction(
          transaction -> transaction.run("INSERT INTO sums VALUES (1, 0), (2, 0)"));
      CountDownLatch both = new CountDownLatch(2);
      AtomicInteger tries = new AtomicInteger();

      List<Future<Long>> crossing =
          List.of(
              executor.submit(() -> add(database, 1, 2, both, tries)),
              executor.submit(() -> add(database, 2, 1, both, tries)));
      for (Future<Long> one : crossing) {
        one.get();
      }

      assertThat(tries).hasValueGreaterThan(2);
      assertThat(metrics.text()).contains("lms_database_retries_total " + (tries.get() - 2) + ".0");
      List<Long> sums =
          database.reading(
              statements -> statements.list("SELECT n FROM sums", row -> row.number("n")));
      assertThat(sums).containsExactly(2L, 2L);
    }
  }

  /** Takes one row, waits until both have theirs, and then wants the other's. */
  private static long add(
      Database database, int first, int second, CountDownLatch both, AtomicInteger tries) {
    return database.inTransaction(
        transaction -> {
          tries.incrementAndGet();
          transaction.run("UPDATE sums SET n = n + 1 WHERE id = ?", first);
          both.countDown();
          try {
            both.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return transaction.run("UPDATE sums SET n = n + 1 WHERE id = ?", second);
        });
  }
}
