package loadtests.calibration;

import environments.DatabaseAccess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import loadtests.audit.Connections;

/**
 * A steady load on a database: small transactions of two reads and a write each, at a rate, over a
 * few connections of its own. It has a table of its own. Thread-safe.
 */
public final class DatabaseLoad implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final int ROWS = 10_000;
  private static final String TABLE = "database_load";
  private static final long END_SECONDS_MAX = 10;

  private final Connections database;
  private final long periodNanos;
  private final LongAdder transactions = new LongAdder();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Future<Void>> loops = new ArrayList<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          CONNECTIONS, Thread.ofPlatform().daemon().name("database-load-", 0).factory());
  private final long begun = System.nanoTime();

  private DatabaseLoad(Connections database, double perSecond) {
    this.database = database;
    this.periodNanos = Math.round(CONNECTIONS * TimeUnit.SECONDS.toNanos(1) / perSecond);
  }

  /**
   * Makes the table anew and begins.
   *
   * @param perSecond transactions a second, all connections together; fewer where the database does
   *     not keep up
   * @throws IllegalStateException when the database can't be asked
   */
  public static DatabaseLoad start(DatabaseAccess access, double perSecond) {
    Connections database =
        () -> DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
    try {
      fill(database);
    } catch (SQLException e) {
      throw new IllegalStateException("the database could not be asked", e);
    }
    var load = new DatabaseLoad(database, perSecond);
    for (int i = 0; i < CONNECTIONS; i++) {
      int number = i;
      Callable<Void> loop = () -> load.loop(number);
      load.loops.add(load.threads.submit(loop));
    }
    return load;
  }

  private static void fill(Connections database) throws SQLException {
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS " + TABLE);
      statement.execute(
          "CREATE TABLE " + TABLE + " (id INT PRIMARY KEY, value BIGINT NOT NULL) ENGINE = InnoDB");
      var rows = new StringBuilder("INSERT INTO " + TABLE + " VALUES (0, 0)");
      for (int id = 1; id < ROWS; id++) {
        rows.append(", (").append(id).append(", 0)");
      }
      statement.execute(rows.toString());
    }
  }

  /** Each connection has rows of its own, so that none waits for another's lock. */
  private Void loop(int number) throws SQLException, InterruptedException {
    try (Connection connection = database.open();
        PreparedStatement read =
            connection.prepareStatement("SELECT value FROM " + TABLE + " WHERE id = ?");
        PreparedStatement write =
            connection.prepareStatement("UPDATE " + TABLE + " SET value = ? WHERE id = ?")) {
      connection.setAutoCommit(false);
      long due = System.nanoTime() + number * periodNanos / CONNECTIONS;
      long turn = 0;
      while (!over.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        int row = (int) ((turn++ * CONNECTIONS + number) % ROWS);
        long value = value(read, row) + value(read, ROWS - 1 - row);
        write.setLong(1, value + 1);
        write.setInt(2, row);
        write.executeUpdate();
        connection.commit();
        transactions.increment();
        due = Math.max(due + periodNanos, System.nanoTime() - periodNanos);
      }
      return null;
    }
  }

  private static long value(PreparedStatement read, int row) throws SQLException {
    read.setInt(1, row);
    try (ResultSet found = read.executeQuery()) {
      found.next();
      return found.getLong(1) % ROWS;
    }
  }

  /** Whether all of its connections are still at work. */
  boolean isRunning() {
    return loops.stream().noneMatch(Future::isDone);
  }

  /** Transactions a second so far. */
  public double perSecond() {
    double seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1_000.0;
    return transactions.sum() / Math.max(0.001, seconds);
  }

  /**
   * Ends it.
   *
   * @throws IllegalStateException where one of its connections failed: it was not the load that was
   *     asked for
   */
  @Override
  public void close() {
    over.countDown();
    threads.shutdown();
    try {
      for (Future<Void> loop : loops) {
        loop.get();
      }
      if (!threads.awaitTermination(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load on the database failed", e);
    } catch (InterruptedException _) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
