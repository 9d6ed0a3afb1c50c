package lms.platform;

/**
 * How the database is reached.
 *
 * @param url a JDBC URL of MySQL Connector/J
 * @param poolSize connections of this process, 1 to 200
 */
public record DatabaseSettings(String url, String user, String password, int poolSize) {
  /** Refuses a pool size outside its range. */
  public DatabaseSettings {
    if (poolSize < 1 || poolSize > 200) {
      throw new IllegalArgumentException(
          "LMS_DATABASE_POOL is " + poolSize + ": it must be from 1 to 200");
    }
  }
}
