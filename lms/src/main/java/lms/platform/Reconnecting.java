package lms.platform;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections as the pool makes them. Once there was one, a connection that can't be made is tried
 * again until it can: by itself the pool pauses longer after each failure, up to five seconds, and
 * comes back that much later than the database. Whoever waits for one waits at the pool, as long as
 * that allows, and is not told there why: {@link #isFailing} tells. Thread-safe.
 */
final class Reconnecting implements DataSource {
  static final Duration PAUSE = Duration.ofMillis(200);

  private final Source source;
  private volatile boolean connected;
  private volatile boolean failing;
  private volatile int loginSeconds;

  /** What makes a connection. */
  @FunctionalInterface
  interface Source {
    Connection connect() throws SQLException;
  }

  Reconnecting(Source source) {
    this.source = source;
  }

  @Override
  public Connection getConnection() throws SQLException {
    while (true) {
      try {
        Connection connection = source.connect();
        connected = true;
        failing = false;
        return connection;
      } catch (SQLException e) {
        if (!connected) {
          throw e; // Whoever starts the platform is told why.
        }
        failing = true;
        pause(e);
      }
    }
  }

  /** Whether a connection was wanted and could not be made since one was made last. */
  boolean isFailing() {
    return failing;
  }

  /** The pool interrupts it when it closes. */
  private static void pause(SQLException failure) throws SQLException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("user and password are known already");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    // Nothing is written.
  }

  /** Kept for the pool, which waits that long for us when it closes; the driver has its own. */
  @Override
  public void setLoginTimeout(int seconds) {
    loginSeconds = seconds;
  }

  @Override
  public int getLoginTimeout() {
    return loginSeconds;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("nothing is logged");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("it wraps nothing that is a " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
