package lms.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.util.DriverDataSource;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbTransaction;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.helidon.dbclient.jdbc.JdbcConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransientConnectionException;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;

/**
 * The MySQL or MariaDB behind the platform, by a bounded pool of connections. Thread-safe.
 *
 * <p>Work runs in transactions only. A deadlock or lock time-out is tried again at most three
 * times: the callback may therefore run more than once and must not touch anything but its
 * transaction. A database that is gone is answered with {@link Unavailable} within the pool's
 * time-out of 3 s, and at once when that has happened {@value Breaker#FAILURES_MAX} times in a row
 * to what only reads, or to the others: whoever waited would only keep others waiting.
 */
public final class Database implements AutoCloseable {
  private static final int ATTEMPTS = 4;
  private static final int DEADLOCK = 1213;
  private static final int LOCK_TIMEOUT = 1205;
  private static final int WAIT_MILLIS = 3_000;

  /** A process that has just started, on a machine where everything does, is slow at first. */
  private static final int FIRST_WAIT_MILLIS = 10_000;

  private final Reconnecting connections;
  private final HikariDataSource pool = new HikariDataSource();
  private final DbClient client;
  private final DatabaseSettings settings;
  private final Metrics metrics;
  private final Tracing tracing;

  /** One for each: with a full disk a database reads as ever, and writes nothing. */
  private final Breaker reads = new Breaker();

  private final Breaker transactions = new Breaker();

  /** Connects when the first asks. */
  public Database(DatabaseSettings settings, Metrics metrics) {
    this(settings, metrics, Tracing.OFF);
  }

  /** The same with spans of its statements. */
  public Database(DatabaseSettings settings, Metrics metrics, Tracing tracing) {
    this.tracing = tracing;
    this.settings = settings;
    this.metrics = metrics;
    this.connections = new Reconnecting(driver(settings)::getConnection);
    poolOf(settings, connections).copyStateTo(pool);
    this.client = JdbcClientBuilder.create().connectionPool(new Pool()).build();
    gauge("lms_database_connections_active", HikariPoolMXBean::getActiveConnections);
    gauge("lms_database_connections_held", HikariPoolMXBean::getTotalConnections);
    gauge("lms_database_connections_idle", HikariPoolMXBean::getIdleConnections);
    gauge("lms_database_connections_pending", HikariPoolMXBean::getThreadsAwaitingConnection);
    metrics.gauge("lms_database_connections_limit", () -> settings.poolSize());
    metrics.gauge(
        "lms_database_breaker_open", () -> reads.isOpen() || transactions.isOpen() ? 1 : 0);
  }

  /** A figure of the pool, 0 before it connects. */
  private void gauge(String name, ToIntFunction<HikariPoolMXBean> figure) {
    metrics.gauge(
        name,
        () -> {
          @Nullable HikariPoolMXBean beans = pool.getHikariPoolMXBean();
          return beans == null ? 0 : figure.applyAsInt(beans);
        });
  }

  /** Connects now, within 10 s, and says why where that can't be done. */
  public void connect() {
    try {
      pool.setConnectionTimeout(FIRST_WAIT_MILLIS);
      pool.getConnection().close();
      pool.setConnectionTimeout(WAIT_MILLIS);
    } catch (SQLException | RuntimeException e) {
      pool.close();
      String where = settings.url().replaceFirst("[?].*", "");
      throw new Unavailable("No database to work with at " + where + ": " + reason(e), 2, e);
    }
  }

  /**
   * Brings the schema up to date; safe beside other processes that do the same. Not by the pool,
   * whose connections give up on statements that take long.
   */
  public void migrate() {
    connect();
    try {
      flyway().migrate();
    } catch (FlywayException e) {
      throw new Unavailable("The schema can't be brought up to date: " + reason(e), 2, e);
    }
  }

  /**
   * Refuses a schema that lacks a migration. One that is newer is accepted: each migration leaves
   * room for the version before it, so that both can serve while one replaces the other.
   */
  public void demandMigrated() {
    connect();
    try {
      MigrationInfo[] pending = flyway().info().pending();
      if (pending.length > 0) {
        throw new Unavailable(
            "The schema lacks migration " + pending[0].getVersion() + ": run lms.Migrate first", 2);
      }
    } catch (FlywayException e) {
      throw new Unavailable("The schema can't be looked at: " + reason(e), 2, e);
    }
  }

  private Flyway flyway() {
    return Flyway.configure()
        .dataSource(settings.url(), settings.user(), settings.password())
        .load();
  }

  /** Runs {@code work} in one transaction and commits it before answering. */
  public <T> T inTransaction(Function<Transaction, T> work) {
    return retrying(transactions, () -> once(work));
  }

  /**
   * Runs {@code work}, which must only read: each statement by itself on a free connection, without
   * the three more turns to the database that a transaction costs.
   */
  public <T> T reading(Function<Transaction, T> work) {
    return retrying(reads, () -> work.apply(new Transaction(client.execute(), metrics, tracing)));
  }

  private <T> T retrying(Breaker breaker, Supplier<T> work) {
    if (!breaker.allows()) {
      throw new Unavailable("The database does not answer", 1);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        T result = work.get();
        breaker.succeeded();
        return result;
      } catch (RuntimeException e) {
        SQLException sql = sqlCause(e);
        if (sql == null) {
          throw e;
        }
        if (!isConflict(sql)) {
          throw translated(breaker, e, sql);
        }
        if (attempt == ATTEMPTS) {
          throw new Unavailable("The database is busy with the same rows", 1, e);
        }
        metrics.count("lms_database_retries_total");
        LockSupport.parkNanos(
            TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(1, 10L * attempt)));
      }
    }
  }

  private <T> T once(Function<Transaction, T> work) {
    DbTransaction connection = client.transaction();
    var transaction = new Transaction(connection, metrics, tracing);
    boolean committed = false;
    T result;
    try {
      result = work.apply(transaction);
      connection.commit();
      committed = true;
    } finally {
      if (!committed) {
        connection.rollback();
      }
    }
    transaction.committed();
    return result;
  }

  private static boolean isConflict(SQLException e) {
    return e.getErrorCode() == DEADLOCK || e.getErrorCode() == LOCK_TIMEOUT;
  }

  private RuntimeException translated(Breaker breaker, RuntimeException e, SQLException sql) {
    if (isBusy(sql)) {
      return new Unavailable("No database connection is free", 1, e);
    }
    String state = sql.getSQLState();
    boolean gone = state == null || state.startsWith("08");
    if (gone) {
      breaker.failed();
      return new Unavailable("The database does not answer", 2, e);
    }
    breaker.succeeded();
    return e;
  }

  /**
   * Whether all connections are at work. The pool names a cause where one that it looked at turned
   * out to be dead; it knows of none where all broke at work and no other can be made.
   */
  private boolean isBusy(SQLException e) {
    return e instanceof SQLTransientConnectionException
        && e.getCause() == null
        && !connections.isFailing();
  }

  private static @Nullable SQLException sqlCause(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  /** The first line of what lies at the bottom of it. */
  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }

  /** Whether an exception says that a unique key has this value already. */
  public static boolean isDuplicate(RuntimeException e) {
    return sqlCause(e) instanceof SQLIntegrityConstraintViolationException;
  }

  private static HikariConfig poolOf(DatabaseSettings settings, DataSource connections) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(connections);
    config.setMaximumPoolSize(settings.poolSize());
    config.setConnectionTimeout(WAIT_MILLIS);
    config.setInitializationFailTimeout(-1); // By connect(), which says why.
    config.setAutoCommit(true);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return config;
  }

  private static DataSource driver(DatabaseSettings settings) {
    Properties properties = new Properties();
    properties.setProperty("cachePrepStmts", "true");
    properties.setProperty("prepStmtCacheSize", "250");
    properties.setProperty("prepStmtCacheSqlLimit", "4096");
    properties.setProperty("useServerPrepStmts", "true");
    properties.setProperty("connectionTimeZone", "UTC");
    properties.setProperty("socketTimeout", "5000");
    properties.setProperty("connectTimeout", "3000");
    return new DriverDataSource(
        settings.url(), null, properties, settings.user(), settings.password());
  }

  @Override
  public void close() {
    pool.close();
  }

  /** Hikari as Helidon's client wants to see it. */
  private final class Pool implements JdbcConnectionPool {
    private final io.micrometer.core.instrument.Timer wait =
        metrics.timer("lms_database_connection_wait_seconds");

    @Override
    public Connection connection() {
      long start = System.nanoTime();
      try {
        return pool.getConnection();
      } catch (SQLException e) {
        throw new Unavailable("No database connection is free", 1, e);
      } finally {
        wait.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      }
    }
  }
}
