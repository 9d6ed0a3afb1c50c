package loadtests.audit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;

/**
 * Video positions, which never go backwards and may be coalesced: right when the stored one is at
 * least every one that the platform said is stored, in a row written since, and was sent, said to
 * be stored, or there before.
 */
final class Positions implements Check {
  static final String KIND = "position";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean keyed() {
    return false;
  }

  @Override
  public void compare(Writes writes, Holdings holdings, Watermark before, Findings findings) {
    writes
        .of(KIND)
        .forEach(
            (target, entries) -> {
              var lesson = new Holdings.Owned(target.user(), target.number("lesson"));
              long seeded = before.positions().of(lesson.user(), lesson.id());
              stored(entries, holdings.progress.get(lesson), seeded, before, findings);
            });
    holdings.progress.forEach(
        (lesson, stored) -> {
          String object = "lesson:" + lesson.id();
          if (stored.seconds() != before.positions().of(lesson.user(), lesson.id())
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
      long seeded,
      Watermark before,
      Findings findings) {
    long seconds = stored == null ? 0 : stored.seconds();
    boolean written = stored != null && stored.updatedMicros() >= before.micros();
    Set<Long> right = new HashSet<>(List.of(0L, seeded));
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
          written && seconds >= said,
          said + " s or later",
          stored == null ? "no position" : seconds + (written ? " s" : " s, seeded"));
    }
    if (!right.contains(seconds)) {
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
