package lms;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Clock;
import lms.accounts.AccountRoutes;
import lms.accounts.Passwords;
import lms.notifications.Notifications;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.DatabaseSettings;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.testing.TestDatabase;
import org.junit.jupiter.api.Test;

final class WarmUpTest {
  private final Metrics metrics = new Metrics();

  @Test
  void aPlatformThatDoesNotAnswerItselfStartsCold() {
    try (Database database = new Database(TestDatabase.create(), metrics);
        Cache cache = new Cache("redis://127.0.0.1:1", metrics);
        Passwords passwords = new Passwords(1, 1, metrics)) {
      database.migrate();
      assertThatCode(warmUp(database, cache, passwords)::run).doesNotThrowAnyException();
    }
  }

  @Test
  void aPlatformWhoseDatabaseFailsItMeanwhileStartsCold() {
    var nowhere = new DatabaseSettings("jdbc:mysql://127.0.0.1:1/lms", "lms", "secret", 2);
    try (Database gone = new Database(nowhere, metrics);
        Cache cache = new Cache("redis://127.0.0.1:1", metrics);
        Passwords passwords = new Passwords(1, 1, metrics)) {
      assertThatCode(warmUp(gone, cache, passwords)::run).doesNotThrowAnyException();
    }
  }

  private WarmUp warmUp(Database database, Cache cache, Passwords passwords) {
    var silent = new Notifications(Clock.systemUTC(), false);
    var accounts =
        new AccountRoutes(
            database, cache, passwords, new Pages(), metrics, Clock.systemUTC(), silent, false);
    return new WarmUp("http://127.0.0.1:1", database, accounts, passwords);
  }
}
