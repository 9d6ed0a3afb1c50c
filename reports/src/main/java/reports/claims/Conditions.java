package reports.claims;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the system must have been for a measurement to count; null or empty where it does not
 * matter. Another system than promised puts the claim out of scope; a weaker one (commit, hash) and
 * another load (courses, mix) make the measurement invalid.
 *
 * @param pods exactly so many
 * @param podCpus CPUs of each
 * @param podMemoryMiB memory of each
 * @param poolSize database connections of each
 * @param ownCores whether each pod must have its cores to itself
 * @param provenOnOwnCores whether only pods with cores to themselves prove anything: what is
 *     measured on shared ones is shown and not proven
 * @param size of the seeded data
 * @param databases products and versions of which one must be used
 * @param flushAtCommit innodb_flush_log_at_trx_commit
 * @param strongHash whether passwords must be hashed with at least {@link #ARGON_MEMORY_KIB} and so
 *     on
 * @param coursesTouched different courses at least, where the plan holds enough requests for it
 * @param mixWithinPoints percentage points between planned and achieved share of a kind at most
 */
public record Conditions(
    @Nullable Integer pods,
    @Nullable Double podCpus,
    @Nullable Integer podMemoryMiB,
    @Nullable Integer poolSize,
    @Nullable Boolean ownCores,
    @Nullable Boolean provenOnOwnCores,
    @Nullable String size,
    List<Database> databases,
    @Nullable Integer flushAtCommit,
    @Nullable Boolean strongHash,
    @Nullable Integer coursesTouched,
    @Nullable Double mixWithinPoints) {
  /** No condition. */
  public static final Conditions NONE =
      new Conditions(null, null, null, null, null, null, null, List.of(), null, null, null, null);

  /** The least that counts as Argon2id of production strength. */
  public static final int ARGON_MEMORY_KIB = 19_456;

  /** Passes over the memory. */
  public static final int ARGON_ITERATIONS = 2;

  /** Lanes. */
  public static final int ARGON_PARALLELISM = 1;

  /** The least that counts as bcrypt of production strength. */
  public static final int BCRYPT_COST = 10;

  /** Copies its list. */
  public Conditions {
    databases = List.copyOf(databases);
  }

  /** A product and how its version begins. */
  public record Database(String product, String version) {}
}
