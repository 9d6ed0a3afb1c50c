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
 * @param kind {@code enrol} or {@code look}
 * @param user whose session it is
 * @param course what it is about
 * @param key the idempotency key of an enrolment; null of a look
 * @param outcome what the platform said
 * @param status the HTTP status; null where none came
 * @param enrolled what a look saw, null where it saw nothing; of an enrolment that was refused
 *     whether it was because one takes the course already, else null
 * @param shownTo whose page a look saw; null where it saw none
 */
record Operation(
    int schema,
    long begin,
    long end,
    int client,
    String kind,
    long user,
    long course,
    @Nullable String key,
    Outcome outcome,
    @Nullable Integer status,
    @Nullable Boolean enrolled,
    @Nullable Long shownTo) {
  static final String ENROL = "enrol";
  static final String LOOK = "look";

  /** The account and the course together, which have one state. */
  String about() {
    return "user:%d/course:%d".formatted(user, course);
  }

  /** For people who look for what went wrong. */
  String text() {
    String what = kind.equals(ENROL) ? "enrol with key " + key : "look";
    String heard =
        kind.equals(ENROL) || enrolled == null
            ? outcome.name().toLowerCase(Locale.ROOT)
            : enrolled ? "enrolled" : "not enrolled";
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
