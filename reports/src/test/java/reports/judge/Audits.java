package reports.judge;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reports.run.Audit;

/** Audits for tests: a healthy one, and the same with something planted. */
final class Audits {
  private Audits() {}

  /** Of ratings, all acknowledged and there. */
  static Audit healthy(long auditedAt, long writes) {
    return new Audit(
        1,
        auditedAt,
        true,
        null,
        new Audit.Writes(writes, 0, 0, writes),
        Audit.Findings.NONE,
        Audit.Findings.NONE,
        Audit.Findings.NONE,
        Audit.Findings.NONE,
        effects(writes, writes, 0),
        new Audit.Keys(writes, 0, writes),
        new Audit.Requests(100_000, 100_000, 0, 0L),
        null);
  }

  /** The effects of so many acknowledged ratings. */
  static SortedMap<String, Audit.Effects> effects(long acknowledged, long effects, long coalesced) {
    return new TreeMap<>(Map.of("rating", new Audit.Effects(acknowledged, effects, coalesced)));
  }

  static Audit withWrites(Audit found, Audit.Writes writes, long effects, long coalesced) {
    return with(
        found,
        writes,
        found.lost(),
        found.undecided(),
        effects(writes.acknowledged(), effects, coalesced),
        found.keys(),
        found.requests());
  }

  static Audit withLost(Audit found, long effects, Audit.Finding... lost) {
    return with(
        found,
        found.writes(),
        new Audit.Findings(found.writes().acknowledged() - effects, List.of(lost)),
        found.undecided(),
        effects(found.writes().acknowledged(), effects, 0),
        found.keys(),
        found.requests());
  }

  static Audit withUndecided(Audit found, long count) {
    return with(
        found,
        found.writes(),
        found.lost(),
        new Audit.Findings(count, List.of()),
        found.byKind(),
        found.keys(),
        found.requests());
  }

  static Audit withKeys(Audit found, Audit.Keys keys) {
    return with(
        found,
        found.writes(),
        found.lost(),
        found.undecided(),
        found.byKind(),
        keys,
        found.requests());
  }

  static Audit withRequests(Audit found, Audit.@Nullable Requests requests) {
    return with(
        found,
        found.writes(),
        found.lost(),
        found.undecided(),
        found.byKind(),
        found.keys(),
        requests);
  }

  /** One that the database left before its last write. */
  static Audit incomplete(Audit found) {
    long all = found.writes().all();
    return new Audit(
        1,
        found.auditedAt(),
        false,
        "the database went away",
        new Audit.Writes(all, 0, 0, all - 1),
        found.lost(),
        found.doubled(),
        found.invented(),
        found.undecided(),
        found.byKind(),
        null,
        found.requests(),
        found.database());
  }

  private static Audit with(
      Audit found,
      Audit.Writes writes,
      Audit.Findings lost,
      Audit.Findings undecided,
      Map<String, Audit.Effects> byKind,
      Audit.@Nullable Keys keys,
      Audit.@Nullable Requests requests) {
    return new Audit(
        1,
        found.auditedAt(),
        true,
        null,
        writes,
        lost,
        found.doubled(),
        found.invented(),
        undecided,
        new TreeMap<>(byKind),
        keys,
        requests,
        found.database());
  }
}
