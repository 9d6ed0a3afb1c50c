package loadtests.audit;

import java.util.List;
import reports.run.LedgerEntry;

/**
 * Enrolments: exactly one row for a learner and a course, however often it was asked for. One that
 * was seeded is nobody's effect: who asks for it is refused.
 */
final class Enrolments implements Check {
  @Override
  public String kind() {
    return "enrolment";
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
              boolean enrolled =
                  holdings.enrolments(target.user(), target.number("course")).stream()
                      .anyMatch(row -> row.id() > before.enrolment());
              for (LedgerEntry entry : entries) {
                var key = holdings.key(entry.user(), entry.id());
                Keyed.settle(entry, key, enrolled, findings);
              }
            });
    holdings.enrolments.forEach(
        (owned, rows) -> {
          String object = "course:" + owned.id();
          List<LedgerEntry> sent = writes.of(kind(), owned.user(), object);
          String id = sent.isEmpty() ? "user:" + owned.user() : sent.getFirst().id();
          if (rows.size() > 1) {
            findings.doubled.add(id, kind(), object, "one enrolment", rows.size() + " enrolments");
          } else if (rows.getFirst().id() > before.enrolment() && !Writes.mayHaveHappened(sent)) {
            String found = "enrolment " + rows.getFirst().id();
            findings.invented.add(id, kind(), object, "no enrolment", found);
          }
        });
  }
}
