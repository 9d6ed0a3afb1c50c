package chaos.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.vorburger.exec.ManagedProcessException;
import chaos.OwnMariaDb;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By the driver of the platform on a real server: a commit whose answer is lost is a commit. */
final class CommitCutTest {
  private static final String OPTIONS =
      "?sslMode=DISABLED&allowPublicKeyRetrieval=true&cachePrepStmts=true&useServerPrepStmts=true";
  private static OwnMariaDb server;

  @BeforeAll
  static void startServer() throws ManagedProcessException, SQLException {
    server = OwnMariaDb.start("cut");
  }

  @AfterAll
  static void stopServer() throws ManagedProcessException {
    server.close();
  }

  @BeforeEach
  void emptyTables() throws SQLException {
    try (Connection connection = connect(port());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TABLE enrolments (id INT PRIMARY KEY)");
      statement.execute("CREATE OR REPLACE TABLE others (id INT PRIMARY KEY)");
    }
  }

  @Test
  void theClientHearsNothingOfACommitThatTheServerHasDone() throws Exception {
    var cut = new CommitCut(1, sql -> sql.contains("enrolments"));
    try (CutProxy proxy = proxy(cut);
        Connection connection = connect(proxy.port())) {
      cut.arm();
      assertThatThrownBy(() -> insert(connection, "enrolments", 1))
          .isInstanceOf(SQLException.class)
          .satisfies(e -> assertThat(((SQLException) e).getSQLState()).startsWith("08"));

      assertThat(proxy.cuts()).isEqualTo(1);
    }
    assertThat(rows("enrolments")).isEqualTo(1);
  }

  @Test
  void everyNthWatchedCommitIsCutAndNoOther() throws Exception {
    var cut = new CommitCut(3, sql -> sql.contains("enrolments"));
    try (CutProxy proxy = proxy(cut);
        Connection connection = connect(proxy.port())) {
      cut.arm();
      insert(connection, "enrolments", 1);
      insert(connection, "others", 1);
      insert(connection, "enrolments", 2);
      insert(connection, "others", 2);
      assertThatThrownBy(() -> insert(connection, "enrolments", 3))
          .isInstanceOf(SQLException.class);

      assertThat(proxy.cuts()).isEqualTo(1);
    }
    assertThat(rows("enrolments")).isEqualTo(3);
    assertThat(rows("others")).isEqualTo(2);
  }

  @Test
  void whatWasRolledBackOrNotArmedIsNotCut() throws Exception {
    var cut = new CommitCut(1, sql -> sql.contains("enrolments"));
    try (CutProxy proxy = proxy(cut);
        Connection connection = connect(proxy.port())) {
      insert(connection, "enrolments", 1);
      cut.arm();
      connection.setAutoCommit(false);
      add(connection, "enrolments", 2);
      connection.rollback();
      add(connection, "others", 1);
      connection.commit();
      cut.disarm();
      insert(connection, "enrolments", 3);

      assertThat(proxy.cuts()).isZero();
    }
    assertThat(rows("enrolments")).isEqualTo(2);
  }

  @Test
  void aTextStatementCountsAsAPreparedOneDoes() throws Exception {
    var cut = new CommitCut(1, sql -> sql.contains("enrolments"));
    try (CutProxy proxy = proxy(cut);
        Connection connection = connect(proxy.port());
        Statement statement = connection.createStatement()) {
      cut.arm();
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO enrolments VALUES (9)");
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }
    assertThat(rows("enrolments")).isEqualTo(1);
  }

  private static void insert(Connection connection, String table, int id) throws SQLException {
    connection.setAutoCommit(false);
    add(connection, table, id);
    connection.commit();
  }

  private static void add(Connection connection, String table, int id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO " + table + " VALUES (?)")) {
      statement.setInt(1, id);
      statement.executeUpdate();
    }
  }

  private static int rows(String table) throws SQLException {
    try (Connection connection = connect(port());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static CutProxy proxy(CommitCut cut) {
    return cut.proxy(
        InetAddress.getLoopbackAddress(),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
  }

  private static int port() {
    return server.port();
  }

  private static Connection connect(int port) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mysql://127.0.0.1:" + port + "/cut" + OPTIONS, "root", "");
  }
}
