package loadtests.audit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;

/**
 * Ratings, of which the last counts: the stored one was written in this run and was sent, and no
 * other was sent after its answer had come and was acknowledged itself.
 */
final class Ratings implements Check {
  @Override
  public String kind() {
    return "rating";
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
              var course = new Holdings.Owned(target.user(), target.number("course"));
              rated(entries, holdings, holdings.ratings.get(course), before, findings);
            });
    holdings.ratings.forEach(
        (course, stored) -> {
          String object = "course:" + course.id();
          if (stored.updatedMicros() >= before.micros()
              && writes.of(kind(), course.user(), object).isEmpty()) {
            findings.invented.add(
                "user:" + course.user() + "/" + object, kind(), object, "no rating", show(stored));
          }
        });
  }

  private void rated(
      List<LedgerEntry> entries,
      Holdings holdings,
      Holdings.@Nullable Rating stored,
      Watermark before,
      Findings findings) {
    boolean written = stored != null && stored.updatedMicros() >= before.micros();
    Optional<LedgerEntry> source =
        entries.stream()
            .filter(entry -> entry.outcome() != Outcome.REFUSED)
            .filter(entry -> stored != null && show(stored).equals(entry.value()))
            .findFirst();
    for (LedgerEntry entry : entries) {
      boolean replaced = source.filter(kept -> kept.end() <= entry.t()).isPresent();
      boolean effect = written && !replaced;
      Keyed.settle(entry, holdings.key(entry.user(), entry.id()), effect, findings);
    }
    if (stored != null && written && source.isEmpty()) {
      LedgerEntry any = entries.getFirst();
      findings.invented.add(any, "a rating that was sent", show(stored));
    }
  }

  private static String show(Holdings.Rating rating) {
    return rating.stars() + "|" + rating.comment();
  }
}
