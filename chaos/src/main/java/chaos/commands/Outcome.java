package chaos.commands;

import java.util.List;
import java.util.Optional;

/**
 * What became of an experiment.
 *
 * @param name of the experiment
 * @param status the exit status of its run, or {@link #SKIPPED}
 * @param run the id of its run; empty where there is none
 * @param why it has no run; empty where it has
 */
record Outcome(String name, int status, Optional<String> run, String why) {
  /** It was not to be run here. */
  static final int SKIPPED = -1;

  static final int INTERRUPTED = 130;
  static final int FAILED = 70;
  static final int NOT_PROVEN = 2;

  /** Gravest first; what isn't named here stands behind the interrupt. */
  private static final List<Integer> GRAVITY = List.of(3, 1, NOT_PROVEN);

  static Outcome ofRun(String name, int status, String run) {
    return new Outcome(name, status, Optional.of(run), "");
  }

  static Outcome without(String name, int status, String why) {
    return new Outcome(name, status, Optional.empty(), why);
  }

  /** The gravest status: an interrupt, what has no verdict at all, then verdicts. */
  static int gravest(List<Outcome> outcomes) {
    List<Integer> all =
        outcomes.stream().map(Outcome::status).filter(each -> each > 0).distinct().toList();
    if (all.contains(INTERRUPTED)) {
      return INTERRUPTED;
    }
    return all.stream()
        .filter(status -> !GRAVITY.contains(status))
        .findFirst()
        .or(() -> GRAVITY.stream().filter(all::contains).findFirst())
        .orElse(0);
  }

  /** The status in a word. */
  String word() {
    return switch (status) {
      case 0 -> "VERIFIED";
      case 1 -> "REFUTED";
      case NOT_PROVEN -> "NOT PROVEN";
      case 3 -> "INVALID";
      case INTERRUPTED -> "interrupted";
      case SKIPPED -> "skipped";
      default -> "no verdict";
    };
  }

  /** A line of the table of all. */
  String line() {
    return "  %-28s %-12s %s".formatted(name, word(), run.orElse(why)).stripTrailing();
  }
}
