package chaos.invariants;

import java.util.List;
import java.util.stream.Stream;
import reports.run.Stranger;

/**
 * Nobody sees somebody else's page: neither the watchers nor, of all that is asked for with a
 * session, any learner of the load.
 */
final class SessionsApart implements Rule {
  private static final long AROUND_MILLIS = 5_000;

  @Override
  public String name() {
    return "sessions-apart";
  }

  @Override
  public String says() {
    return "No session shows a page of somebody else.";
  }

  @Override
  public void check(Ground ground, Tally tally) {
    watched(ground, tally);
    for (Stranger seen : ground.strangers()) {
      tally.checked(1);
      tally.wrong(
          "user:" + seen.user(),
          "a session of user %d that asked for %s was shown what is user %d's"
              .formatted(seen.user(), seen.path(), seen.shown()),
          around(ground, seen));
    }
  }

  /** What the load knows of what the account did within some seconds. */
  private static List<String> around(Ground ground, Stranger seen) {
    Stream<String> writes =
        ground.ledger().stream()
            .filter(entry -> entry.user() == seen.user())
            .filter(entry -> Math.abs(entry.end() - seen.t()) < AROUND_MILLIS)
            .map(Ground::text);
    String sight =
        "%d: %s %s, shown user %d".formatted(seen.t(), seen.kind(), seen.path(), seen.shown());
    return Stream.concat(writes, Stream.of(sight)).toList();
  }

  private static void watched(Ground ground, Tally tally) {
    for (Operation operation : ground.history()) {
      Long shown = operation.shownTo();
      boolean page = operation.kind().equals(Operation.LOOK) && operation.enrolled() != null;
      if (page || shown != null) {
        tally.checked(1);
        if (shown == null || shown != operation.user()) {
          tally.wrong(
              operation.about(),
              "a session of user %d was shown the page of %s"
                  .formatted(operation.user(), shown == null ? "nobody" : "user " + shown),
              ground.history().stream()
                  .filter(other -> other.client() == operation.client())
                  .filter(
                      other -> Math.abs(other.begin() - operation.begin()) < 1_000 * AROUND_MILLIS)
                  .map(Operation::text)
                  .toList());
        }
      }
    }
  }
}
