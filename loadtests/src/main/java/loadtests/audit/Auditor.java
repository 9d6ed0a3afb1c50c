package loadtests.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reports.run.Audit;
import reports.run.EnvironmentFacts;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;
import reports.run.RunFolder;

/**
 * Looks every write of a run's ledger up in the platform's database, and whatever else was written
 * there since, for any account: what is lost, doubled, invented or undecided. The database must be
 * at rest: the load is over.
 */
public final class Auditor {
  private static final int USERS_AT_ONCE = 250;
  private static final EnvironmentFacts.Database UNKNOWN_DATABASE =
      new EnvironmentFacts.Database(null, null, null);
  private static final List<Check> CHECKS =
      List.of(
          new Enrolments(),
          new Attempts(),
          new Answers(),
          new Submissions(),
          new Completions(),
          new Positions(),
          new Ratings());
  private static final Set<String> KEYED =
      CHECKS.stream().filter(Check::keyed).map(Check::kind).collect(Collectors.toUnmodifiableSet());

  private final RunFolder folder;
  private final Watermark before;
  private final Findings findings = new Findings();
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Map<Outcome, Long> keyed = new EnumMap<>(Outcome.class);
  private long lookedUp;
  private Audit.@Nullable Keys keys;

  /**
   * An audit of a run.
   *
   * @param before where the database was before the load
   */
  public Auditor(RunFolder folder, Watermark before) {
    this.folder = folder;
    this.before = before;
  }

  /**
   * Looks everything up and answers what audit.json says. A database that fails half-way leaves the
   * rest undecided, and the audit incomplete.
   *
   * @param requests what client and pods counted; null where it is not known
   * @param progress gets the per cent done, now and then
   */
  public Audit audit(
      Connections database, Audit.@Nullable Requests requests, IntConsumer progress) {
    Map<Long, List<LedgerEntry>> byUser = new TreeMap<>();
    folder.readLedger(entry -> byUser.computeIfAbsent(entry.user(), _ -> list()).add(entry));
    byUser.values().forEach(this::count);
    Set<Long> left = new HashSet<>(byUser.keySet());
    String reason = null;
    EnvironmentFacts.Database found = UNKNOWN_DATABASE;
    try (Connection connection = database.open()) {
      found = describe(connection);
      var lookUp = new LookUp(connection);
      lookUp.writtenSince(before).forEach(user -> byUser.putIfAbsent(user, List.of()));
      List<List<Long>> batches = batches(byUser.keySet());
      for (int done = 0; done < batches.size(); done++) {
        compare(lookUp, batches.get(done), byUser);
        batches.get(done).forEach(left::remove);
        progress.accept(100 * (done + 1) / batches.size());
      }
      keys = keys(lookUp.keysDoneSince(before));
    } catch (SQLException e) {
      reason = "the database could not be asked: " + e.getMessage();
      left.forEach(user -> byUser.getOrDefault(user, List.of()).forEach(this::undecided));
    }
    return result(reason, found, requests);
  }

  private static List<LedgerEntry> list() {
    return new ArrayList<>();
  }

  private void count(List<LedgerEntry> entries) {
    for (LedgerEntry entry : entries) {
      outcomes.merge(entry.outcome(), 1L, Long::sum);
      if (KEYED.contains(entry.kind())) {
        keyed.merge(entry.outcome(), 1L, Long::sum);
      }
    }
  }

  private Audit.Keys keys(long done) {
    return new Audit.Keys(
        keyed.getOrDefault(Outcome.ACKNOWLEDGED, 0L),
        keyed.getOrDefault(Outcome.UNKNOWN, 0L),
        done);
  }

  private void undecided(LedgerEntry entry) {
    findings.undecided.add(entry, "a look-up", "none, the database failed");
  }

  private static List<List<Long>> batches(Collection<Long> users) {
    List<Long> all = List.copyOf(users);
    List<List<Long>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += USERS_AT_ONCE) {
      batches.add(all.subList(from, Math.min(all.size(), from + USERS_AT_ONCE)));
    }
    return batches;
  }

  private void compare(LookUp lookUp, List<Long> users, Map<Long, List<LedgerEntry>> byUser)
      throws SQLException {
    List<LedgerEntry> entries =
        users.stream().flatMap(user -> byUser.getOrDefault(user, List.of()).stream()).toList();
    Set<String> known = new HashSet<>();
    CHECKS.forEach(check -> known.add(check.kind()));
    Holdings holdings = lookUp.of(users, attempts(entries));
    var writes = new Writes(entries);
    CHECKS.forEach(check -> check.compare(writes, holdings, before, findings));
    Strangers.compare(entries, holdings, before, findings);
    for (LedgerEntry entry : entries) {
      if (known.contains(entry.kind())) {
        lookedUp++;
      } else {
        findings.undecided.add(entry, "one of " + known, "a kind that the audit does not know");
      }
    }
  }

  private static Set<Long> attempts(List<LedgerEntry> entries) {
    Set<Long> ids = new HashSet<>();
    for (LedgerEntry entry : entries) {
      if (entry.object().startsWith("attempt:")) {
        ids.add(new Writes.Target(entry.user(), entry.object()).number("attempt"));
      }
    }
    return ids;
  }

  private static EnvironmentFacts.Database describe(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT VERSION(), @@innodb_flush_log_at_trx_commit")) {
      row.next();
      String version = row.getString(1);
      String product = version.contains("MariaDB") ? "MariaDB" : "MySQL";
      return new EnvironmentFacts.Database(product, version, row.getInt(2));
    }
  }

  private Audit result(
      @Nullable String reason,
      EnvironmentFacts.Database database,
      Audit.@Nullable Requests requests) {
    return new Audit(
        RunFolder.SCHEMA,
        System.currentTimeMillis(),
        reason == null,
        reason,
        new Audit.Writes(
            outcomes.getOrDefault(Outcome.ACKNOWLEDGED, 0L),
            outcomes.getOrDefault(Outcome.REFUSED, 0L),
            outcomes.getOrDefault(Outcome.UNKNOWN, 0L),
            lookedUp),
        findings.lost.all(),
        findings.doubled.all(),
        findings.invented.all(),
        findings.undecided.all(),
        findings.byKind(PodCounters.of(folder).coalesced()),
        keys,
        requests,
        database);
  }
}
