package lms.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
