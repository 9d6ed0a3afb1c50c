package loadtests.audit;

import java.util.List;
import reports.run.LedgerEntry;

/**
 * Completed lessons. One that was completed before the load stays as it is: who completes it again
 * has only the key to lose.
 */
final class Completions implements Check {
  @Override
  public String kind() {
    return "completion";
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
              var lesson = new Holdings.Owned(target.user(), target.number("lesson"));
              Holdings.Progress progress = holdings.progress.get(lesson);
              boolean completed = progress != null && progress.completedMicros() != null;
              for (LedgerEntry entry : entries) {
                Keyed.settle(entry, holdings.key(entry.user(), entry.id()), completed, findings);
              }
            });
    holdings.progress.forEach(
        (lesson, progress) -> {
          String object = "lesson:" + lesson.id();
          List<LedgerEntry> sent = writes.of(kind(), lesson.user(), object);
          Long completed = progress.completedMicros();
          if (completed != null && completed >= before.micros() && !Writes.mayHaveHappened(sent)) {
            String id = sent.isEmpty() ? "user:" + lesson.user() : sent.getFirst().id();
            findings.invented.add(id, kind(), object, "not completed", "completed");
          }
        });
  }
}
