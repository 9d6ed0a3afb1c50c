package reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reports.judge.Check.Effect;
import reports.judge.Check.State;
import reports.run.Audit;
import reports.run.Audit.Findings;

/** Judges "no lost write": a census of the writes of one run, which says nothing of others. */
final class Census {
  private static final int NAMED = 3;

  private final Evidence evidence;
  private final List<Check> checks;

  Census(Evidence evidence, List<Check> checks) {
    this.evidence = evidence;
    this.checks = checks;
  }

  /** What keeps the audit from being believed or complete, as checks. */
  static List<Check> checks(Evidence evidence) {
    List<Check> checks = new ArrayList<>(InjectorChecks.of(evidence));
    evidence.audit().ifPresent(audit -> contradictions(evidence, audit, checks));
    return checks;
  }

  private static void contradictions(Evidence evidence, Audit audit, List<Check> checks) {
    long all = audit.writes().all();
    LedgerScan ledger = evidence.ledger();
    long inLedger = ledger == null ? 0 : ledger.writes();
    add(
        checks,
        "writes in ledger and audit",
        inLedger,
        all,
        "the ledger holds "
            + Words.number(inLedger)
            + " writes and the audit counted "
            + Words.number(all));
    long byKind = audit.byKind().values().stream().mapToLong(Audit.Effects::acknowledged).sum();
    add(
        checks,
        "acknowledged writes by kind",
        byKind,
        audit.writes().acknowledged(),
        "the kinds of the audit add up to "
            + Words.number(byKind)
            + " acknowledged writes of "
            + Words.number(audit.writes().acknowledged()));
    effects(audit, checks);
    keys(audit, checks);
  }

  /** A coalesced position shows in the newer one: no acknowledged write is without an effect. */
  private static void effects(Audit audit, List<Check> checks) {
    long effects = audit.byKind().values().stream().mapToLong(Audit.Effects::effects).sum();
    if (audit.lost().count() == 0 && audit.undecided().count() == 0) {
      add(
          checks,
          "acknowledged writes and effects",
          effects,
          audit.writes().acknowledged(),
          Words.number(audit.writes().acknowledged())
              + " writes were acknowledged, and the database shows the effects of "
              + Words.number(effects)
              + " while none is lost");
    }
  }

  /**
   * The look-up of each write held against a count of all keys. What is lost or invented explains a
   * difference, and is judged for itself.
   */
  private static void keys(Audit audit, List<Check> checks) {
    Audit.Keys keys = audit.keys();
    if (keys == null || audit.lost().count() > 0 || audit.invented().count() > 0) {
      return;
    }
    checks.add(
        new Check(
            "acknowledged writes and idempotency keys",
            null,
            keys.done(),
            keys.done() < keys.acknowledged()
                ? keys.acknowledged()
                : keys.acknowledged() + keys.unknown(),
            "keys",
            keys.agree() ? State.KEPT : State.BROKEN,
            Effect.INVALID_UNLESS_REFUTED,
            "of the writes that take an idempotency key, "
                + Words.number(keys.acknowledged())
                + " were acknowledged and "
                + Words.number(keys.unknown())
                + " are unknown, and the database holds "
                + Words.number(keys.done())
                + " keys of writes that were done, while none is lost or invented"));
  }

  private static void add(
      List<Check> checks, String name, long found, long wanted, String sentence) {
    checks.add(
        new Check(
            name,
            null,
            found,
            wanted,
            "writes",
            found == wanted ? State.KEPT : State.BROKEN,
            Effect.INVALID_UNLESS_REFUTED,
            sentence));
  }

  Verdict verdict() {
    Optional<Check> invalid =
        checks.stream().filter(check -> check.broken(Effect.INVALID)).findFirst();
    if (invalid.isPresent()) {
      return new Verdict.Invalid(PhaseJudge.sentence(invalid.get()));
    }
    if (evidence.audit().isEmpty()) {
      return new Verdict.NotProven("No write was looked up: the run holds no audit.json.");
    }
    Audit audit = evidence.audit().get();
    long wrong = audit.lost().count() + audit.doubled().count() + audit.invented().count();
    if (wrong > 0) {
      return new Verdict.Refuted(
          "Of "
              + Words.number(audit.writes().all())
              + " writes, "
              + Words.number(audit.lost().count())
              + " are lost, "
              + Words.number(audit.doubled().count())
              + " doubled and "
              + Words.number(audit.invented().count())
              + " invented, such as "
              + examples(audit)
              + ".",
          figure(wrong));
    }
    Optional<Check> contradiction =
        checks.stream().filter(check -> check.broken(Effect.INVALID_UNLESS_REFUTED)).findFirst();
    if (contradiction.isPresent()) {
      return new Verdict.Invalid(PhaseJudge.sentence(contradiction.get()));
    }
    return complete(audit);
  }

  private Verdict complete(Audit audit) {
    Optional<Check> unknown =
        checks.stream()
            .filter(check -> check.effect() == Effect.NOT_PROVEN && check.state() != State.KEPT)
            .findFirst();
    if (unknown.isPresent()) {
      return new Verdict.NotProven(PhaseJudge.sentence(unknown.get()));
    }
    long all = audit.writes().all();
    if (!audit.complete() || audit.writes().lookedUp() != all) {
      String why = audit.reason() == null ? "" : ": " + audit.reason();
      return new Verdict.NotProven(
          "Of "
              + Words.number(all)
              + " writes, "
              + Words.number(audit.writes().lookedUp())
              + " were looked up"
              + why
              + ".");
    }
    if (audit.undecided().count() > 0) {
      return new Verdict.NotProven(
          Words.number(audit.undecided().count())
              + " writes could not be decided, such as "
              + examples(audit)
              + ".",
          figure(audit.undecided().count()));
    }
    if (audit.writes().acknowledged() == 0) {
      return new Verdict.NotProven("No write of this run was acknowledged, so none could be lost.");
    }
    return new Verdict.Verified(
        "All "
            + Words.number(all)
            + " writes of this run were looked up, "
            + Words.number(audit.writes().acknowledged())
            + " of them acknowledged; none is lost, doubled, invented or undecided.",
        figure(0));
  }

  private static Verdict.Figure figure(long count) {
    return new Verdict.Figure("lost, doubled, invented or undecided", count, count, 0, "writes");
  }

  private static String examples(Audit audit) {
    List<String> ids = new ArrayList<>();
    for (Findings findings :
        List.of(audit.lost(), audit.doubled(), audit.invented(), audit.undecided())) {
      findings.ids().forEach(finding -> ids.add(finding.kind() + " " + finding.id()));
    }
    return ids.isEmpty()
        ? "none that the audit names"
        : String.join(", ", ids.subList(0, Math.min(NAMED, ids.size())));
  }
}
