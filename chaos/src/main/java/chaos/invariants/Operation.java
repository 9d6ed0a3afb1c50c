package chaos.invariants;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reports.run.LedgerEntry.Outcome;

/**
 * What a watcher asked for and what it heard: a line of {@code history.jsonl}. Times are
 * microseconds since 1970 by one steady clock, so that what ended before another began can be told.
 *
 * @param schema {@link reports.run.RunFolder#SCHEMA}
 * @param begin when it was sent
 * @param end when its answer came, or the wait for it ended
 * @param client which of the watchers' sessions
 * @param kind {@code enrol}, {@code look}, or {@code read} for what is read back at the end
 * @param user whose session it is
 * @param object what it is about, as the ledger names it, such as {@code course:7}
 * @param key the idempotency key of an enrolment; null of a look
 * @param outcome what the platform said
 * @param status the HTTP status; null where none came
 * @param enrolled what a look saw, null where it saw nothing; of an enrolment that was refused
 *     whether it was because one takes the course already, else null
 * @param shownTo whose page it saw; null where it saw none
 * @param found what was read back: of a course {@code enrolled} or not, of a lesson {@code
 *     completed} or {@code open} and the seconds of its video, of an attempt {@code submitted} or
 *     {@code open}, of an answer its sequence number; null where nothing came back
 */
record Operation(
    int schema,
    long begin,
    long end,
    int client,
    String kind,
    long user,
    String object,
    @Nullable String key,
    Outcome outcome,
    @Nullable Integer status,
    @Nullable Boolean enrolled,
    @Nullable Long shownTo,
    @Nullable String found) {
  static final String ENROL = "enrol";
  static final String LOOK = "look";
  static final String READ = "read";

  /** The account and the object together, which have one state. */
  String about() {
    return "user:%d/%s".formatted(user, object);
  }

  /** For people who look for what went wrong. */
  String text() {
    String what = kind.equals(ENROL) ? "enrol with key " + key : kind;
    String heard = found == null ? outcome.name().toLowerCase(Locale.ROOT) : found;
    if (kind.equals(LOOK) && enrolled != null) {
      heard = enrolled ? "enrolled" : "not enrolled";
    }
    return "%d.%06d to %d.%06d client %d: %s, %s%s"
        .formatted(
            begin / 1_000_000,
            begin % 1_000_000,
            end / 1_000_000,
            end % 1_000_000,
            client,
            what,
            heard,
            status == null ? "" : " (" + status + ")");
  }
}
