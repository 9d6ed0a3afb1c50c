package environments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The seed.json of a platform that earlier runs have used: who takes which courses by now, and how
 * many seats those have. Without, a run would have people enrol in what they take or what is full,
 * and take their refusal for a failure.
 */
final class SeedFileNow {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEATS = "SELECT id, seats FROM courses";
  private static final String TAKEN = "SELECT user_id, course_id FROM enrolments ORDER BY id";

  private SeedFileNow() {}

  /**
   * Writes it.
   *
   * @param folder the run's; null where it has none
   * @return the file; empty where nothing can be asked or kept
   */
  static Optional<Path> write(Environment environment, @Nullable Path folder) {
    Optional<DatabaseAccess> database = environment.database();
    if (folder == null || database.isEmpty()) {
      return Optional.empty();
    }
    Path file = folder.resolve("seed.json");
    DatabaseAccess access = database.get();
    try (Connection connection =
        DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password())) {
      JsonNode seed = JSON.readTree(environment.seedFile().toFile());
      Map<Long, ArrayNode> taken = taken(connection);
      for (JsonNode account : seed.path("accounts")) {
        ArrayNode courses = taken.getOrDefault(account.path("id").asLong(), JSON.createArrayNode());
        ((ObjectNode) account).set("courses", courses);
      }
      Map<Long, JsonNode> seats = seats(connection);
      for (JsonNode course : seed.path("courses")) {
        JsonNode now = seats.getOrDefault(course.path("id").asLong(), course.path("seats"));
        ((ObjectNode) course).set("seats", now);
      }
      JSON.writeValue(file.toFile(), seed);
      return Optional.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write who takes which courses by now", e);
    } catch (SQLException e) {
      throw new EnvironmentUnavailable("the database can't be reached: " + e.getMessage(), e);
    }
  }

  /** The courses of each account. */
  private static Map<Long, ArrayNode> taken(Connection connection) throws SQLException {
    Map<Long, ArrayNode> taken = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TAKEN)) {
      while (row.next()) {
        taken.computeIfAbsent(row.getLong(1), _ -> JSON.createArrayNode()).add(row.getLong(2));
      }
    }
    return taken;
  }

  /** The seats of each course; JSON's null where they are not limited. */
  private static Map<Long, JsonNode> seats(Connection connection) throws SQLException {
    Map<Long, JsonNode> seats = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SEATS)) {
      while (row.next()) {
        long id = row.getLong(1);
        int limit = row.getInt(2);
        boolean limited = !row.wasNull();
        JsonNodeFactory nodes = JSON.getNodeFactory();
        seats.put(id, limited ? nodes.numberNode(limit) : nodes.nullNode());
      }
    }
    return seats;
  }
}
