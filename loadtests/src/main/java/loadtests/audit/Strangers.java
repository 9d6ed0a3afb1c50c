package loadtests.audit;

import java.util.HashSet;
import java.util.Set;
import reports.run.LedgerEntry;

/** Idempotency keys of the run's accounts that the generator never sent. */
final class Strangers {
  private Strangers() {}

  static void compare(
      Iterable<LedgerEntry> entries, Holdings holdings, Watermark before, Findings findings) {
    Set<String> sent = new HashSet<>();
    entries.forEach(entry -> sent.add(entry.user() + "/" + entry.id()));
    holdings.keys.forEach(
        (user, keys) ->
            keys.forEach(
                (name, key) -> {
                  if (key.createdMicros() >= before.micros() && !sent.contains(user + "/" + name)) {
                    findings.invented.add(
                        name, "idempotency key", "user:" + user, "no such write", "its answer");
                  }
                }));
  }
}
