package chaos.invariants;

import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import reports.run.LedgerEntry.Outcome;

/**
 * One session's part in an exam that ends while the load goes on: it begins, saves answers, and
 * goes on saving when the time is over, or when one of the sessions has handed in: which it must
 * not be let. Not thread-safe.
 */
final class Exam {
  /** How often it hands in instead of saving, where it does. */
  private static final double HANDS_IN = 0.2;

  private final long quiz;
  private final boolean handsIn;
  private final Writing writing;
  private final int place;
  private final SplittableRandom random;
  private @Nullable Sheet sheet;
  private boolean over;
  private boolean submitted;
  private long saves;

  /**
   * One that has not begun.
   *
   * @param handsIn whether it hands in before the end
   * @param place of the session among those of its account, from 0
   */
  Exam(long quiz, boolean handsIn, Writing writing, int place, SplittableRandom random) {
    this.quiz = quiz;
    this.handsIn = handsIn;
    this.writing = writing;
    this.place = place;
    this.random = random;
  }

  /** Whether it has to begin yet. */
  boolean isToBegin() {
    return sheet == null && !over;
  }

  /** Does the next thing. */
  void act() throws InterruptedException {
    Sheet mine = sheet;
    if (mine == null) {
      begin();
    } else if (handsIn && !submitted && random.nextDouble() < HANDS_IN) {
      submitted = mine.submit().outcome() != Outcome.UNKNOWN;
    } else {
      save(mine);
    }
  }

  private void begin() throws InterruptedException {
    if (over) {
      return;
    }
    Writing.Done done =
        writing.write("POST", "/api/quizzes/" + quiz + "/attempts", "attempt", "quiz:" + quiz);
    over = done.outcome() == Outcome.REFUSED;
    sheet =
        done.outcome() == Outcome.ACKNOWLEDGED
            ? Sheet.read(done.body(), writing).orElse(null)
            : null;
  }

  /** Something that is its own, where a question takes that. */
  private void save(Sheet mine) throws InterruptedException {
    Optional<Sheet.Question> free =
        mine.questions().stream().filter(each -> each.kind().equals("text")).findFirst();
    if (free.isPresent()) {
      long sequence = sequence(saves, place);
      saves++;
      var _ = mine.save(free.get().id(), sequence, writing.unique() + " " + sequence);
    }
  }

  /** The sequence number of a session's n-th save, from 0. */
  static long sequence(long nth, int place) {
    return 1 + nth * Watchers.SESSIONS + place;
  }
}
