package reports.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What verdicts depend on in an environment's description of itself; null where it did not say.
 *
 * @param name the environment
 * @param pods processes of the platform at the start
 * @param podCpus CPUs of each
 * @param podCpuRequest CPUs that a cluster keeps for each
 * @param podMemoryMiB memory of each
 * @param poolSize database connections of each
 * @param sharedCores whether a pod shares its cores with anything else of the run
 * @param faults whether faults could be done to it: its parts speak through links then
 * @param size of the seeded data: small, medium or large
 * @param seed of the seeded data
 * @param database product, version and durability of the database
 * @param hash how passwords are hashed
 * @param imageContent what the image of the pods consists of, as the engine has it
 * @param podPrivileges what the first process of each pod may do, by the pod's name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EnvironmentFacts(
    @Nullable String name,
    @Nullable Integer pods,
    @Nullable Double podCpus,
    @Nullable Double podCpuRequest,
    @Nullable Integer podMemoryMiB,
    @Nullable Integer poolSize,
    @Nullable Boolean sharedCores,
    @Nullable Boolean faults,
    @Nullable String size,
    @Nullable Long seed,
    @Nullable Database database,
    @Nullable Hash hash,
    @Nullable ImageContent imageContent,
    SortedMap<String, Privileges> podPrivileges) {
  /** Copies its map; an absent one is empty. */
  public EnvironmentFacts {
    podPrivileges = Run.sorted(podPrivileges);
  }

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

  /**
   * An image.
   *
   * @param base the name of what it is built on
   * @param baseOfficial whether that came from its official registry
   * @param baseBytes of the base's layers; null where the image does not begin with them
   * @param bytes of all layers, unpacked
   * @param architecture such as amd64
   * @param stages of its build
   * @param layers above the base that have bytes, the first first
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ImageContent(
      @Nullable String base,
      @Nullable Boolean baseOfficial,
      @Nullable Long baseBytes,
      @Nullable Long bytes,
      @Nullable String architecture,
      @Nullable Integer stages,
      List<Layer> layers) {
    /** Copies its list; an absent one is empty. */
    public ImageContent {
      layers = Run.copy(layers);
    }
  }

  /** A layer: its bytes, unpacked, and the instruction that made it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Layer(long bytes, @Nullable String instruction) {}

  /**
   * What a process may do, as {@code /proc/1/status} of its container says.
   *
   * @param program its name
   * @param uids real, effective, saved and of the file system
   * @param gids the same of its group
   * @param capabilities sets in hexadecimal by name: inherited, permitted, effective, bounding,
   *     ambient
   * @param noNewPrivileges whether no program that it starts can have more
   * @param rootWrite what came of writing to the root file system: "written", or the error
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Privileges(
      @Nullable String program,
      List<Integer> uids,
      List<Integer> gids,
      SortedMap<String, String> capabilities,
      @Nullable Boolean noNewPrivileges,
      @Nullable String rootWrite) {
    /** Copies its collections; absent ones are empty. */
    public Privileges {
      uids = Run.copy(uids);
      gids = Run.copy(gids);
      capabilities = Run.sorted(capabilities);
    }
  }

  /** Reads them from a description; a value of a wrong type is refused. */
  static EnvironmentFacts of(Map<String, Object> description) {
    try {
      return Json.MAPPER.convertValue(description, EnvironmentFacts.class);
    } catch (IllegalArgumentException e) {
      throw new UnreadableEvidence("host.json: environment: " + Json.reason(e), e);
    }
  }
}
