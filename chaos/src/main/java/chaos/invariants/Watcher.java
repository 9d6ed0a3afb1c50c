package chaos.invariants;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import loadtests.learners.Write;
import org.jspecify.annotations.Nullable;
import reports.run.JsonLines;
import reports.run.LedgerEntry.Outcome;
import reports.run.RunFolder;

/**
 * One of the sessions that somebody has at the same time, on a phone and on a laptop: looks at
 * courses and enrols in them while the other does, and puts down what it heard; takes exams, and
 * earns a certificate. In one operation at a time and therefore not thread-safe.
 */
final class Watcher implements AutoCloseable {
  private static final Pattern SHOWN_TO = Pattern.compile("<body data-user=\"(\\d+)\"");
  private static final String ENROLLED = "You take this course.";
  private static final String ALREADY = "already-enrolled";

  /** Which share of what it does is of what sort; the rest are looks. */
  private static final double EXAMS = 0.25;

  private static final double GRADUATES = 0.35;
  private static final double ENROLS = 0.1;

  /** A new course is there for it so often: there is something to enrol in all the time. */
  private static final long COURSE_MICROS = 5_000_000;

  private final int number;
  private final Session session;
  private final Writing writing;
  private final Errands errands;
  private final SplittableRandom random;
  private final Session.Clock clock;
  private final JsonLines history;
  private long began;

  /**
   * What a session has to do.
   *
   * @param courses that the account takes none of yet, at least one
   * @param exams that end while the load goes on
   * @param graduation the account's own; null where it has none
   */
  record Errands(List<Long> courses, List<Exam> exams, @Nullable Graduation graduation) {
    Errands {
      courses = List.copyOf(courses);
      exams = List.copyOf(exams);
    }
  }

  /** One whose session has signed in. */
  Watcher(
      int number,
      Session session,
      Writing writing,
      Errands errands,
      SplittableRandom random,
      Session.Clock clock,
      JsonLines history) {
    this.number = number;
    this.session = session;
    this.writing = writing;
    this.errands = errands;
    this.random = random;
    this.clock = clock;
    this.history = history;
  }

  /** Whose page it is; null where it is nobody's. */
  static @Nullable Long shownTo(String page) {
    Matcher shown = SHOWN_TO.matcher(page);
    return shown.find() ? Long.valueOf(shown.group(1)) : null;
  }

  /** Whether a course's page says that one takes it. */
  static boolean isEnrolled(String page) {
    return page.contains(ENROLLED);
  }

  /** Does one thing, whatever becomes of it. */
  void act() throws InterruptedException {
    began = began == 0 ? clock.micros() : began;
    List<Exam> exams = errands.exams();
    for (Exam exam : exams) {
      if (exam.isToBegin()) {
        exam.act();
        return;
      }
    }
    double what = random.nextDouble();
    Graduation graduation = errands.graduation();
    if (what < EXAMS && !exams.isEmpty()) {
      exams.get(random.nextInt(exams.size())).act();
    } else if (what < EXAMS + GRADUATES && graduation != null && !graduation.isOver()) {
      graduation.act();
    } else if (what > 1 - ENROLS) {
      enrol(course());
    } else {
      look(course());
    }
  }

  /** The newest half of the time, and one of those that came before it. */
  private long course() {
    long since = (clock.micros() - began) / COURSE_MICROS;
    int there = (int) Math.min(errands.courses().size(), 1 + since);
    return errands.courses().get(random.nextBoolean() ? there - 1 : random.nextInt(there));
  }

  private void look(long course) throws InterruptedException {
    Session.Heard heard = session.get("/courses/" + course);
    boolean seen = heard.isOk();
    put(
        heard,
        Operation.LOOK,
        course,
        null,
        seen ? Outcome.ACKNOWLEDGED : Outcome.UNKNOWN,
        seen ? isEnrolled(heard.body()) : null,
        seen ? shownTo(heard.body()) : null);
  }

  private void enrol(long course) throws InterruptedException {
    String key = writing.nextKey();
    var write = new Write("enrolment", key, writing.user(), "course:" + course, null, null);
    var _ =
        writing.write(
            "POST",
            "/api/courses/" + course + "/enrolment",
            key,
            "{}",
            write,
            heard -> {
              Outcome outcome = heard.outcome();
              Boolean already = outcome == Outcome.REFUSED ? heard.body().contains(ALREADY) : null;
              put(heard, Operation.ENROL, course, key, outcome, already, null);
            });
  }

  private void put(
      Session.Heard heard,
      String kind,
      long course,
      @Nullable String key,
      Outcome outcome,
      @Nullable Boolean enrolled,
      @Nullable Long shownTo) {
    history.append(
        new Operation(
            RunFolder.SCHEMA,
            heard.begin(),
            heard.end(),
            number,
            kind,
            session.user(),
            "course:" + course,
            key,
            outcome,
            heard.status(),
            enrolled,
            shownTo,
            null));
  }

  @Override
  public void close() {
    session.close();
  }
}
