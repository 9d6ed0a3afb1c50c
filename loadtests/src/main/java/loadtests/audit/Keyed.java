package loadtests.audit;

import org.jspecify.annotations.Nullable;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;

/** What idempotency keys say of a write: the key commits with the effect, or neither does. */
final class Keyed {
  private Keyed() {}

  /**
   * Settles one write of a key: acknowledged, both its effect and its key have to be there.
   *
   * @param effect whether the effect is there
   */
  static void settle(
      LedgerEntry entry, Holdings.@Nullable Key key, boolean effect, Findings findings) {
    boolean kept = key != null && key.done();
    findings.settle(
        entry,
        effect && kept,
        "its effect and its idempotency key",
        effect ? "no idempotency key" : kept ? "the key without its effect" : "nothing");
    if (entry.outcome() == Outcome.REFUSED && kept) {
      findings.invented.add(entry, "no effect, because it was refused", "an answer that says done");
    }
  }
}
