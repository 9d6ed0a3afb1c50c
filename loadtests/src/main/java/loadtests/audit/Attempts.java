package loadtests.audit;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;

/**
 * Begun attempts: the one that a key's answer names exists, belongs to the learner and the quiz,
 * and is new, or was open where the answer says that it was resumed; each further new one was begun
 * twice, or by nobody.
 */
final class Attempts implements Check {
  @Override
  public String kind() {
    return "attempt";
  }

  @Override
  public boolean keyed() {
    return true;
  }

  @Override
  public void compare(Writes writes, Holdings holdings, Watermark before, Findings findings) {
    writes
        .of(kind())
        .forEach(
            (target, entries) -> {
              for (LedgerEntry entry : entries) {
                var key = holdings.key(entry.user(), entry.id());
                boolean there = begun(target, key, holdings, before);
                Keyed.settle(entry, key, there, findings);
              }
            });
    extra(writes, holdings, before, findings);
  }

  private static boolean begun(
      Writes.Target target, Holdings.@Nullable Key key, Holdings holdings, Watermark before) {
    if (key == null || key.attempt() == null) {
      return false;
    }
    Holdings.Attempt attempt = holdings.attempts.get(key.attempt());
    return attempt != null
        && attempt.user() == target.user()
        && attempt.quiz() == target.number("quiz")
        && (attempt.id() > before.attempt() || (!key.created() && wasOpen(attempt, before)));
  }

  private static boolean wasOpen(Holdings.Attempt attempt, Watermark before) {
    return attempt.submittedMicros() == null || attempt.submittedMicros() >= before.micros();
  }

  /** New attempts that no key names: a write whose outcome is unknown may have left one each. */
  private void extra(Writes writes, Holdings holdings, Watermark before, Findings findings) {
    Set<Long> named = new HashSet<>();
    holdings
        .keys
        .values()
        .forEach(
            keys ->
                keys.values().stream()
                    .filter(Holdings.Key::done)
                    .map(Holdings.Key::attempt)
                    .filter(Objects::nonNull)
                    .forEach(named::add));
    Set<String> excused = new HashSet<>();
    for (Holdings.Attempt attempt : holdings.attempts.values()) {
      if (attempt.id() <= before.attempt() || named.contains(attempt.id())) {
        continue;
      }
      String object = "quiz:" + attempt.quiz();
      List<LedgerEntry> sent = writes.of(kind(), attempt.user(), object);
      boolean open =
          sent.stream()
              .filter(entry -> entry.outcome() == Outcome.UNKNOWN)
              .filter(entry -> holdings.key(entry.user(), entry.id()) == null)
              .anyMatch(entry -> excused.add(entry.user() + "/" + entry.id()));
      if (open) {
        continue;
      }
      var sort = Writes.mayHaveHappened(sent) ? findings.doubled : findings.invented;
      String id = sent.isEmpty() ? "attempt:" + attempt.id() : sent.getFirst().id();
      sort.add(id, kind(), object, "no further attempt", "attempt " + attempt.id());
    }
  }
}
