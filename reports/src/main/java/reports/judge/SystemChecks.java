package reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reports.claims.Claim;
import reports.claims.Conditions;
import reports.judge.Check.Effect;
import reports.judge.Check.State;
import reports.run.Audit;
import reports.run.Ending;
import reports.run.EnvironmentFacts;
import reports.run.EnvironmentFacts.Hash;
import reports.run.Phase;

/** Whether the system was no weaker than a claim demands, and its counters agree with ours. */
final class SystemChecks {
  static final String REQUESTS_COUNTED = "requests by client and pods";

  private static final String REMOTE = "remote";

  private final Evidence evidence;
  private final Claim claim;
  private final Conditions conditions;
  private final List<Check> checks = new ArrayList<>();

  private SystemChecks(Evidence evidence, Claim claim) {
    this.evidence = evidence;
    this.claim = claim;
    this.conditions = claim.conditions();
  }

  static List<Check> of(Evidence evidence, Claim claim) {
    SystemChecks checks = new SystemChecks(evidence, claim);
    checks.flushAtCommit();
    checks.hash();
    checks.courses();
    checks.requestsCounted();
    return checks.checks;
  }

  private void flushAtCommit() {
    Integer wanted = conditions.flushAtCommit();
    if (wanted == null) {
      return;
    }
    String name = "innodb_flush_log_at_trx_commit";
    Integer said =
        evidence.facts().map(EnvironmentFacts::database).map(SystemChecks::flush).orElse(null);
    Integer found = evidence.audit().map(Audit::database).map(SystemChecks::flush).orElse(null);
    Integer either = said == null ? found : said;
    if (either == null) {
      unknown(name, wanted, "", "nobody recorded " + name);
      return;
    }
    int worst = found == null || Objects.equals(found, wanted) ? either : found;
    add(
        name,
        worst,
        wanted,
        "",
        worst == wanted,
        Effect.INVALID,
        "the database's "
            + name
            + " was "
            + worst
            + ", so that a commit may be lost; it must be "
            + wanted);
  }

  private static @Nullable Integer flush(EnvironmentFacts.@Nullable Database database) {
    return database == null ? null : database.flushLogAtTrxCommit();
  }

  private void hash() {
    if (!Objects.equals(conditions.strongHash(), true)) {
      return;
    }
    Hash hash = evidence.facts().map(EnvironmentFacts::hash).orElse(null);
    String right = "argon2id with 19456 KiB, 2 iterations, parallelism 1, or bcrypt 10, or more";
    if (hash == null || hash.algorithm() == null) {
      unknown("password hash", Double.NaN, "", "nobody recorded how passwords were hashed");
      return;
    }
    add(
        "password hash",
        hash.memoryKiB() == null ? least(hash.cost()) : hash.memoryKiB(),
        hash.memoryKiB() == null ? Conditions.BCRYPT_COST : Conditions.ARGON_MEMORY_KIB,
        hash.memoryKiB() == null ? "cost" : "KiB",
        strong(hash),
        Effect.INVALID,
        "passwords were hashed with " + describe(hash) + "; it must be " + right);
  }

  private static boolean strong(Hash hash) {
    String algorithm = String.valueOf(hash.algorithm()).toLowerCase(Locale.ROOT);
    return switch (algorithm) {
      case "argon2id" ->
          least(hash.memoryKiB()) >= Conditions.ARGON_MEMORY_KIB
              && least(hash.iterations()) >= Conditions.ARGON_ITERATIONS
              && least(hash.parallelism()) >= Conditions.ARGON_PARALLELISM;
      case "bcrypt" -> least(hash.cost()) >= Conditions.BCRYPT_COST;
      default -> false;
    };
  }

  private static String describe(Hash hash) {
    return hash.cost() != null
        ? hash.algorithm() + " " + hash.cost()
        : hash.algorithm()
            + " with "
            + hash.memoryKiB()
            + " KiB, "
            + hash.iterations()
            + " iterations, parallelism "
            + hash.parallelism();
  }

  private static int least(@Nullable Integer value) {
    return value == null ? 0 : value;
  }

  private void courses() {
    Integer wanted = conditions.coursesTouched();
    long planned =
        evidence.phases().stream()
            .map(Evidence.PhaseEvidence::phase)
            .filter(phase -> phase.measured() && !isHerd(phase.name()))
            .mapToLong(Phase::plannedRequests)
            .sum();
    if (wanted == null || planned < wanted * Limits.REQUESTS_PER_COURSE) {
      return;
    }
    LedgerScan ledger = evidence.ledger();
    if (ledger == null) {
      unknown("courses touched", wanted, "courses", "there is no ledger to count courses in");
      return;
    }
    int touched = ledger.coursesAtLeast();
    add(
        "courses touched",
        touched,
        wanted,
        "courses",
        touched >= wanted,
        Effect.NOT_PROVEN,
        "the writes of the run show "
            + touched
            + " courses; at least "
            + wanted
            + " must be touched");
  }

  private boolean isHerd(String phase) {
    return claim.workload().stream().anyMatch(target -> target.herd() && target.matches(phase));
  }

  private void requestsCounted() {
    Audit.Requests requests = evidence.audit().map(Audit::requests).orElse(null);
    if (requests == null) {
      checks.add(
          new Check(
              REQUESTS_COUNTED,
              null,
              Double.NaN,
              Limits.COUNTED_PERCENT,
              "% apart",
              State.NOT_RECORDED,
              countable() ? Effect.NOT_PROVEN : Effect.SHOWN,
              "nobody recorded how many requests the pods counted"));
      return;
    }
    long unseen = Objects.requireNonNullElse(requests.unseen(), 0L);
    long least = requests.clientSent() - requests.inFlight() - unseen;
    long apart =
        Math.max(
            0,
            Math.max(
                least - requests.podsCounted(), requests.podsCounted() - requests.clientSent()));
    double percent = 100.0 * apart / Math.max(1, requests.clientSent());
    add(
        REQUESTS_COUNTED,
        percent,
        Limits.COUNTED_PERCENT,
        "% apart",
        percent <= Limits.COUNTED_PERCENT,
        Effect.INVALID,
        String.format(
            Locale.ROOT,
            "the client sent %s requests, %s without an answer%s, and the pods counted %s, %s %% too"
                + " many or too few; the limit is %s %%",
            Words.number(requests.clientSent()),
            Words.number(requests.inFlight()),
            unseen == 0 ? "" : ", up to " + Words.number(unseen) + " uncounted as a pod ended",
            Words.number(requests.podsCounted()),
            Words.number(percent),
            Words.number(Limits.COUNTED_PERCENT)));
  }

  /**
   * Whether both sides can count: nobody sees the counters of pods that were not started here, and
   * who ended a run early left no time for comparing them.
   */
  private boolean countable() {
    return !evidence.run().environment().equals(REMOTE)
        && evidence.run().ending() == Ending.FINISHED;
  }

  private void unknown(String name, double limit, String unit, String sentence) {
    checks.add(
        new Check(
            name, null, Double.NaN, limit, unit, State.NOT_RECORDED, Effect.NOT_PROVEN, sentence));
  }

  private void add(
      String name,
      double value,
      double limit,
      String unit,
      boolean kept,
      Effect effect,
      String sentence) {
    State state = kept ? State.KEPT : State.BROKEN;
    checks.add(new Check(name, null, value, limit, unit, state, effect, sentence));
  }
}
