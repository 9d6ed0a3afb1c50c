package lms.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import lms.testing.MutableClock;
import lms.testing.TestDatabase;
import org.junit.jupiter.api.Test;

final class IdempotencyTest {
  @Test
  void forgetsKeysOnceTheyAreTooOldAndNoneBefore() {
    MutableClock clock = new MutableClock();
    try (Database database = new Database(TestDatabase.create(), new Metrics())) {
      database.migrate();
      Idempotency keys = new Idempotency(database, clock, new Metrics());
      long user = user(database);
      for (int i = 0; i < 2_001; i++) {
        keep(database, user, "old" + i, clock);
      }
      clock.forward(Idempotency.KEPT);
      keep(database, user, "young", clock);
      assertThat(keys.forgetOld()).isZero();

      clock.forward(Duration.ofMillis(1));
      assertThat(keys.forgetOld()).isEqualTo(2_001);

      assertThat(left(database)).isEqualTo("young");
    }
  }

  private static long user(Database database) {
    return database.inTransaction(
        transaction ->
            transaction.insert(
                "INSERT INTO users (email, name, role, password_hash, created_at)"
                    + " VALUES ('a@example.test', 'A', 'learner', '-', NOW(3))"));
  }

  private static void keep(Database database, long user, String key, MutableClock clock) {
    database.inTransaction(
        transaction ->
            transaction.run(
                "INSERT INTO idempotency_keys (user_id, idempotency_key, request_hash, status,"
                    + " body, created_at) VALUES (?, ?, ?, 200, '', ?)",
                user,
                key,
                new byte[32],
                LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)));
  }

  private static String left(Database database) {
    return database
        .inTransaction(
            transaction ->
                transaction.first(
                    "SELECT GROUP_CONCAT(idempotency_key) AS k FROM idempotency_keys",
                    row -> row.text("k")))
        .orElseThrow();
  }
}
