package loadtests.audit;

import java.util.List;
import java.util.Objects;
import reports.run.LedgerEntry;

/**
 * Submitted attempts: submitted and graded once, in this run; one that expired, the platform may
 * submit.
 */
final class Submissions implements Check {
  @Override
  public String kind() {
    return "submission";
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
              Holdings.Attempt attempt = holdings.attempts.get(target.number("attempt"));
              boolean graded =
                  attempt != null && submittedSince(attempt, before) && attempt.score() != null;
              for (LedgerEntry entry : entries) {
                Keyed.settle(entry, holdings.key(entry.user(), entry.id()), graded, findings);
              }
            });
    for (Holdings.Attempt attempt : holdings.attempts.values()) {
      String object = "attempt:" + attempt.id();
      List<LedgerEntry> sent = writes.of(kind(), attempt.user(), object);
      if (submittedInTime(attempt, before) && !Writes.mayHaveHappened(sent)) {
        String id = sent.isEmpty() ? object : sent.getFirst().id();
        findings.invented.add(id, kind(), object, "not submitted", "submitted");
      }
    }
  }

  private static boolean submittedSince(Holdings.Attempt attempt, Watermark before) {
    Long submitted = attempt.submittedMicros();
    return submitted != null && submitted >= before.micros();
  }

  private static boolean submittedInTime(Holdings.Attempt attempt, Watermark before) {
    Long submitted = attempt.submittedMicros();
    Long deadline = attempt.deadlineMicros();
    return submittedSince(attempt, before)
        && (deadline == null || Objects.requireNonNull(submitted) < deadline);
  }
}
