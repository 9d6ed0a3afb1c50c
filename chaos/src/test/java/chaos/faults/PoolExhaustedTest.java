package chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chaos.OwnMariaDb;
import chaos.undo.Undo;
import chaos.undo.Undoing;
import environments.DatabaseAccess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class PoolExhaustedTest {
  private static final String WRITE = "UPDATE ratings SET stars = 5";

  @TempDir private Path folder;

  /** As a harness that hangs leaves it to its dead man. */
  @Test
  void locksWhatLearnersWriteUntilItsUndosAreDoneByWhoeverDoesThem() throws Exception {
    try (OwnMariaDb server = OwnMariaDb.start("pool")) {
      String url = server.url("pool");
      try (Connection connection = DriverManager.getConnection(url, "root", "");
          Statement learner = connection.createStatement()) {
        for (String table : List.of("lesson_progress", "answers", "ratings")) {
          learner.execute("CREATE TABLE " + table + " (stars INT) ENGINE = InnoDB");
          learner.execute("INSERT INTO " + table + " VALUES (1)");
        }
        Injection lock = new PoolExhausted().prepare(site(url), new SplittableRandom(1));
        List<Undo> undos = lock.undos();

        lock.inject();
        learner.execute("SET innodb_lock_wait_timeout = 1");
        assertThatThrownBy(() -> learner.execute(WRITE))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("Lock wait timeout");
        assertThat(Undoing.left(undos.getFirst())).isNotEmpty();

        for (Undo undo : undos) {
          Undoing.undo(undo);
          Undoing.undo(undo);
          assertThat(Undoing.left(undo)).isEmpty();
        }
        learner.execute("SET innodb_lock_wait_timeout = 20");
        assertThat(learner.executeUpdate(WRITE)).isEqualTo(1);
      }
    }
  }

  @Test
  void saysWhyNothingCanBeLocked() throws Exception {
    try (OwnMariaDb server = OwnMariaDb.start("pool")) {
      Injection lock =
          new PoolExhausted().prepare(site(server.url("pool")), new SplittableRandom(1));

      assertThatThrownBy(lock::inject)
          .isInstanceOf(FaultFailed.class)
          .hasMessageContaining("lesson_progress");
    }
  }

  private Site site(String url) {
    var access = new DatabaseAccess(url, "root", "");
    return new Site(
        "embedded", List.of(), List.of(), Optional.of(access), Optional.empty(), folder);
  }
}
