package loadtests.audit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;

/**
 * Saved answers: right when the stored sequence number is at least the last acknowledged one, and
 * the value stored under it was sent with it.
 */
final class Answers implements Check {
  @Override
  public String kind() {
    return "answer";
  }

  @Override
  public boolean keyed() {
    return false;
  }

  @Override
  public void compare(Writes writes, Holdings holdings, Watermark before, Findings findings) {
    writes
        .of(kind())
        .forEach(
            (target, entries) -> {
              var question =
                  new Holdings.Question(target.number("attempt"), target.number("question"));
              saved(entries, holdings.answers.get(question), before, findings);
            });
    holdings.answers.forEach(
        (question, stored) -> {
          String object =
              "attempt:%d/question:%d".formatted(question.attempt(), question.question());
          Holdings.Attempt attempt = holdings.attempts.get(question.attempt());
          boolean nobodys = attempt != null && writes.of(kind(), attempt.user(), object).isEmpty();
          if (nobodys && stored.savedMicros() >= before.micros()) {
            findings.invented.add(object, kind(), object, "no answer", show(stored));
          }
        });
  }

  private void saved(
      List<LedgerEntry> entries,
      Holdings.@Nullable Answer stored,
      Watermark before,
      Findings findings) {
    boolean seeded = stored != null && stored.savedMicros() < before.micros();
    Optional<LedgerEntry> sent =
        stored == null
            ? Optional.empty()
            : entries.stream()
                .filter(entry -> sequence(entry) == stored.sequence())
                .filter(entry -> entry.outcome() != Outcome.REFUSED)
                .filter(entry -> stored.value().equals(entry.value()))
                .findFirst();
    for (LedgerEntry entry : entries) {
      boolean shown =
          stored != null
              && !seeded
              && stored.sequence() >= sequence(entry)
              && (stored.sequence() > sequence(entry) || stored.value().equals(entry.value()));
      findings.settle(
          entry,
          shown,
          "sequence %d '%s' or newer".formatted(sequence(entry), entry.value()),
          stored == null ? "no answer" : show(stored));
    }
    if (stored != null && !seeded && sent.isEmpty()) {
      LedgerEntry any = entries.getFirst();
      findings.invented.add(
          any.object() + "/sequence:" + stored.sequence(),
          kind(),
          any.object(),
          "a sequence and value that were sent",
          show(stored));
    }
  }

  private static long sequence(LedgerEntry entry) {
    return entry.sequence() == null ? Long.MAX_VALUE : entry.sequence();
  }

  private static String show(Holdings.Answer stored) {
    return "sequence %d '%s'".formatted(stored.sequence(), stored.value());
  }
}
