package chaos.invariants;

import java.util.List;
import java.util.stream.Stream;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;

/** What was acknowledged is what the platform shows to who asks for it when all is over. */
final class ReadBackByHttp implements Rule {
  @Override
  public String name() {
    return "read-back";
  }

  @Override
  public String says() {
    return "What was acknowledged is what the platform shows when it is asked at the end.";
  }

  @Override
  public void check(Ground ground, Tally tally) {
    for (Operation read : ground.history()) {
      if (read.kind().equals(Operation.READ) && read.found() != null) {
        List<LedgerEntry> written =
            ground.ledger().stream()
                .filter(entry -> entry.user() == read.user())
                .filter(entry -> entry.object().equals(read.object()))
                .toList();
        tally.checked(1);
        written.stream()
            .filter(entry -> entry.outcome() == Outcome.ACKNOWLEDGED)
            .filter(entry -> !shows(entry, read.found()))
            .findFirst()
            .ifPresent(
                lost ->
                    tally.wrong(
                        read.about(),
                        "%s %s was acknowledged, and the platform shows: %s"
                            .formatted(lost.kind(), lost.id(), read.found()),
                        history(ground, read)));
      }
    }
  }

  private static List<String> history(Ground ground, Operation read) {
    return Stream.concat(
            ground.written(read.user(), read.object()).stream(), Stream.of(read.text()))
        .toList();
  }

  /** Nobody leaves a course, and no position or answer that came later is an earlier one. */
  private static boolean shows(LedgerEntry entry, String found) {
    return switch (entry.kind()) {
      case "enrolment" -> found.equals("enrolled");
      case "completion" -> found.startsWith("completed");
      case "submission" -> found.equals("submitted");
      case "position" -> number(found.substring(found.indexOf(' ') + 1)) >= sequence(entry);
      case "answer" -> number(found) >= sequence(entry);
      default -> true;
    };
  }

  private static long number(String found) {
    return found.chars().allMatch(Character::isDigit) ? Long.parseLong(found) : -1;
  }

  private static long sequence(LedgerEntry entry) {
    return entry.sequence() == null ? 0 : entry.sequence();
  }
}
