package chaos.invariants;

import java.util.List;
import java.util.Objects;
import loadtests.learners.SeedData;
import org.jspecify.annotations.Nullable;
import reports.run.LedgerEntry.Outcome;

/**
 * One session's part in earning a certificate: it passes the quiz of a course and completes all its
 * lessons, while the other session of the account does the same. Not thread-safe.
 */
final class Graduation {
  private final SeedData.Course course;
  private final List<SeedData.Question> key;
  private final Writing writing;
  private final int place;
  private @Nullable Sheet sheet;
  private boolean over;
  private int done;

  /**
   * One that has not begun.
   *
   * @param quiz of the course, with its key
   * @param place of the session among those of its account, from 0
   */
  Graduation(SeedData.Course course, SeedData.Quiz quiz, Writing writing, int place) {
    this.course = course;
    this.key = quiz.questions();
    this.writing = writing;
    this.place = place;
  }

  /** Whether there is nothing left to do. */
  boolean isOver() {
    return over || done > key.size() + course.lessons().size();
  }

  /** Does the next thing; one whose outcome is unknown is done anew next time. */
  void act() throws InterruptedException {
    Sheet mine = sheet;
    if (mine == null) {
      begin();
      return;
    }
    Writing.Done now;
    if (done < key.size()) {
      SeedData.Question question = key.get(done);
      // Of answers in words any line is right.
      String right = question.correct().lines().findFirst().orElse("");
      now = mine.save(question.id(), Exam.sequence(0, place), right);
    } else if (done == key.size()) {
      now = mine.submit();
    } else {
      long lesson = course.lessons().get(done - key.size() - 1).id();
      now =
          writing.write(
              "PUT", "/api/lessons/" + lesson + "/completion", "completion", "lesson:" + lesson);
    }
    done += now.outcome() == Outcome.UNKNOWN ? 0 : 1;
  }

  private void begin() throws InterruptedException {
    long quiz = Objects.requireNonNull(course.quizId());
    Writing.Done begun =
        writing.write("POST", "/api/quizzes/" + quiz + "/attempts", "attempt", "quiz:" + quiz);
    over = begun.outcome() == Outcome.REFUSED;
    sheet =
        begun.outcome() == Outcome.ACKNOWLEDGED
            ? Sheet.read(begun.body(), writing).orElse(null)
            : null;
  }
}
