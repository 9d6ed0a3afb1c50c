package loadtests.audit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;

/**
 * Video positions, which never go backwards and may be coalesced: right when the stored one is at
 * least every one that the platform said is stored, and was sent or said to be stored.
 */
final class Positions implements Check {
  static final String KIND = "position";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void compare(Writes writes, Holdings holdings, Watermark before, Findings findings) {
    writes
        .of(KIND)
        .forEach(
            (target, entries) -> {
              var lesson = new Holdings.Owned(target.user(), target.number("lesson"));
              stored(entries, holdings.progress.get(lesson), before, findings);
            });
    holdings.progress.forEach(
        (lesson, stored) -> {
          String object = "lesson:" + lesson.id();
          if (stored.seconds() > 0
              && stored.updatedMicros() >= before.micros()
              && stored.completedMicros() == null
              && writes.of(KIND, lesson.user(), object).isEmpty()) {
            findings.invented.add(
                "user:" + lesson.user() + "/" + object,
                KIND,
                object,
                "no position",
                stored.seconds() + " s");
          }
        });
  }

  private static void stored(
      List<LedgerEntry> entries,
      Holdings.@Nullable Progress stored,
      Watermark before,
      Findings findings) {
    long seconds = stored == null ? 0 : stored.seconds();
    Set<Long> right = new HashSet<>(Set.of(0L));
    for (LedgerEntry entry : entries) {
      if (entry.outcome() != Outcome.REFUSED && entry.value() != null) {
        right.add(Long.valueOf(entry.value()));
      }
      long said = entry.sequence() == null ? 0 : entry.sequence();
      if (entry.outcome() == Outcome.ACKNOWLEDGED) {
        right.add(said);
      }
      findings.settle(
          entry,
          seconds >= said,
          said + " s or later",
          stored == null ? "no position" : seconds + " s");
    }
    boolean seeded = stored != null && stored.updatedMicros() < before.micros();
    if (!right.contains(seconds) && !seeded) {
      LedgerEntry any = entries.getFirst();
      findings.invented.add(
          "user:" + any.user() + "/" + any.object(),
          KIND,
          any.object(),
          "a position that was sent",
          seconds + " s");
    }
  }
}
