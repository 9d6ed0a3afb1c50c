package environments;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code environment} part of host.json of an environment whose pods are on this machine. */
final class Description {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Description() {}

  /**
   * Describes pods of one CPU and the database that they use.
   *
   * @param pod what else there is to say of a pod
   */
  static Map<String, Object> of(
      EnvironmentSettings settings,
      Placement placement,
      DatabaseAccess database,
      Path seedFile,
      Map<String, Object> pod) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("name", settings.name());
    description.put("pods", settings.pods());
    description.put("podCpus", 1);
    description.put("podMemoryMiB", Platform.POD_MEMORY_MIB);
    description.putAll(pod);
    description.put("poolSize", settings.poolSize());
    description.put("placement", Map.of("pods", placement.podCpus(), "rest", placement.restCpus()));
    description.put("sharedCores", placement.sharedCores());
    description.put("faults", settings.faults());
    description.put("size", settings.size());
    description.put("seed", settings.seed());
    description.put("database", database(database));
    description.put("hash", hash(seedFile));
    return description;
  }

  /** What the server says of itself, not what it was asked for. */
  private static Map<String, Object> database(DatabaseAccess access) {
    try (Connection connection =
            DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT VERSION(), @@innodb_flush_log_at_trx_commit")) {
      if (!row.next()) {
        throw new EnvironmentUnavailable("the database doesn't say what it is");
      }
      String version = row.getString(1);
      return Map.of(
          "product", version.contains("MariaDB") ? "MariaDB" : "MySQL",
          "version", version.replaceFirst("-.*", ""),
          "flushLogAtTrxCommit", row.getInt(2));
    } catch (SQLException e) {
      throw new EnvironmentUnavailable("the database can't be reached: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> hash(Path seedFile) {
    try {
      JsonNode hash = JSON.readTree(seedFile.toFile()).path("hash");
      if (!hash.isObject()) {
        throw new EnvironmentUnavailable(seedFile + " doesn't say how passwords are hashed");
      }
      return JSON.convertValue(hash, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + seedFile, e);
    }
  }
}
