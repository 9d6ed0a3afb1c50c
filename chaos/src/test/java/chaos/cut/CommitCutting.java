package chaos.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By the driver of the platform on a real server: a commit whose answer is lost is a commit. */
abstract class CommitCutting {
  /** Of an empty database on each server. */
  static final String DATABASE = "cut";

  private static final String OPTIONS =
      "?sslMode=DISABLED&allowPublicKeyRetrieval=true&cachePrepStmts=true&useServerPrepStmts=true";

  /** Where the server listens on this machine. */
  abstract int port();

  /** Of its user root. */
  abstract String password();

  @BeforeEach
  void emptyTables() throws SQLException {
    try (Connection connection = connect(port());
        Statement statement = connection.createStatement()) {
      for (String table : new String[] {"enrolments", "others"}) {
        statement.execute("DROP TABLE IF EXISTS " + table);
        statement.execute("CREATE TABLE " + table + " (id INT PRIMARY KEY)");
      }
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

  private int rows(String table) throws SQLException {
    try (Connection connection = connect(port());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      row.next();
      return row.getInt(1);
    }
  }

  private CutProxy proxy(CommitCut cut) {
    return cut.proxy(
        InetAddress.getLoopbackAddress(),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
  }

  private Connection connect(int port) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mysql://127.0.0.1:%d/%s%s".formatted(port, DATABASE, OPTIONS), "root", password());
  }
}
