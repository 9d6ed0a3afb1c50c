package reports.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What verdicts depend on in an environment's description of itself; null where it did not say.
 *
 * @param name the environment
 * @param pods processes of the platform at the start
 * @param podCpus CPUs of each
 * @param podMemoryMiB memory of each
 * @param poolSize database connections of each
 * @param sharedCores whether a pod shares its cores with anything else of the run
 * @param size of the seeded data: small, medium or large
 * @param seed of the seeded data
 * @param database product, version and durability of the database
 * @param hash how passwords are hashed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EnvironmentFacts(
    @Nullable String name,
    @Nullable Integer pods,
    @Nullable Double podCpus,
    @Nullable Integer podMemoryMiB,
    @Nullable Integer poolSize,
    @Nullable Boolean sharedCores,
    @Nullable String size,
    @Nullable Long seed,
    @Nullable Database database,
    @Nullable Hash hash) {
  /**
   * A database server.
   *
   * @param flushLogAtTrxCommit innodb_flush_log_at_trx_commit as the server reports it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Database(
      @Nullable String product, @Nullable String version, @Nullable Integer flushLogAtTrxCommit) {}

  /** A password hash; Argon2id has memory, iterations and parallelism, bcrypt a cost. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Hash(
      @Nullable String algorithm,
      @Nullable Integer memoryKiB,
      @Nullable Integer iterations,
      @Nullable Integer parallelism,
      @Nullable Integer cost) {}

  /** Reads them from a description; a value of a wrong type is refused. */
  static EnvironmentFacts of(Map<String, Object> description) {
    try {
      return Json.MAPPER.convertValue(description, EnvironmentFacts.class);
    } catch (IllegalArgumentException e) {
      throw new UnreadableEvidence("host.json: environment: " + Json.reason(e), e);
    }
  }
}
