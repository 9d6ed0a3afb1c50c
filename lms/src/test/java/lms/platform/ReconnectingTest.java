package lms.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import lms.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** Connections of a pool while the database comes and goes. */
final class ReconnectingTest {
  private static final DatabaseSettings DATABASE = TestDatabase.create();

  private final AtomicInteger failing = new AtomicInteger();
  private final AtomicInteger tries = new AtomicInteger();
  private final Reconnecting connections = new Reconnecting(this::connect);

  private Connection connect() throws SQLException {
    tries.incrementAndGet();
    if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new SQLException("it does not answer");
    }
    return DriverManager.getConnection(DATABASE.url(), DATABASE.user(), DATABASE.password());
  }

  @Test
  void failAtOnceWhileThereWasNone() {
    failing.set(1);

    assertThatThrownBy(connections::getConnection).hasMessage("it does not answer");
    assertThat(tries).hasValue(1);
  }

  @Test
  void areTriedAgainUntilTheDatabaseAnswersOnceThereWasOne() throws SQLException {
    connections.getConnection().close();
    failing.set(3);

    try (Connection connection = connections.getConnection()) {
      assertThat(connection.isValid(1)).isTrue();
    }
    assertThat(tries).hasValue(5);
    assertThat(connections.isFailing()).isFalse();
  }

  @Test
  void areGivenUpWhenThePoolCloses() throws Exception {
    connections.getConnection().close();
    failing.set(Integer.MAX_VALUE);
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> assertThatThrownBy(connections::getConnection).hasMessageContaining("not"));
    while (tries.get() < 3) {
      Thread.onSpinWait();
    }
    assertThat(connections.isFailing()).isTrue();

    waiting.interrupt();

    waiting.join();
    assertThat(waiting.isAlive()).isFalse();
  }
}
