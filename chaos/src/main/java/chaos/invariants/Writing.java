package chaos.invariants;

import java.util.function.Consumer;
import loadtests.learners.Write;
import org.jspecify.annotations.Nullable;
import reports.run.JsonLines;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;
import reports.run.RunFolder;

/**
 * What a session writes, as a browser does it: what was not answered is sent again under the same
 * key, and what is known of it then is a line of the ledger.
 */
final class Writing {
  private static final int TRIES = 4;
  private static final int CONFLICT = 409;

  private final Session session;
  private final JsonLines ledger;
  private final String unique;
  private int keys;

  /**
   * That of a session.
   *
   * @param unique what no other session of any run has: it makes its keys and texts its own
   */
  Writing(Session session, JsonLines ledger, String unique) {
    this.session = session;
    this.ledger = ledger;
    this.unique = unique;
  }

  long user() {
    return session.user();
  }

  String unique() {
    return unique;
  }

  /** A key that no other write has. */
  String nextKey() {
    keys++;
    return unique + "-" + keys;
  }

  /**
   * What became of a write.
   *
   * @param body of the last answer
   */
  record Done(Outcome outcome, String body) {}

  /** Writes something under a key of its own. */
  Done write(String method, String path, String kind, String object) throws InterruptedException {
    String key = nextKey();
    return write(
        method, path, key, "{}", new Write(kind, key, user(), object, null, null), _ -> {});
  }

  /**
   * Writes something, whatever becomes of it.
   *
   * @param key the idempotency key; null where the request takes none
   * @param each gets what each sending heard
   */
  Done write(
      String method,
      String path,
      @Nullable String key,
      String json,
      Write write,
      Consumer<Session.Heard> each)
      throws InterruptedException {
    long sent = System.currentTimeMillis();
    Session.Heard last = session.send(method, path, key, json);
    each.accept(last);
    int tries = 1;
    while (tries < TRIES && last.outcome() == Outcome.UNKNOWN) {
      last = session.send(method, path, key, json);
      each.accept(last);
      tries++;
    }
    Outcome outcome = outcome(last, tries > 1, key != null);
    ledger.append(
        new LedgerEntry(
            RunFolder.SCHEMA,
            sent,
            System.currentTimeMillis(),
            write.kind(),
            write.id(),
            write.user(),
            write.object(),
            write.sequence(),
            write.value(),
            outcome,
            last.status()));
    return new Done(outcome, last.body());
  }

  /**
   * A try that was left open may have been done: of the refusals after it only one settles it, a
   * conflict that answers its key.
   */
  private static Outcome outcome(Session.Heard last, boolean leftOpen, boolean keyed) {
    boolean conflict = last.status() != null && last.status() == CONFLICT;
    return leftOpen && last.outcome() == Outcome.REFUSED && !(conflict && keyed)
        ? Outcome.UNKNOWN
        : last.outcome();
  }
}
