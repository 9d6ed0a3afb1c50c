package chaos.invariants;

import environments.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import loadtests.learners.SeedData;
import loadtests.plan.Load;
import loadtests.plan.Seeds;
import loadtests.run.Learners;
import org.jspecify.annotations.Nullable;
import reports.run.JsonLines;
import reports.run.RunFolder;

/** A few learners beside the load, each with two sessions at once. */
final class Watchers implements AutoCloseable {
  static final int LEARNERS = 4;
  static final int SESSIONS = 2;

  private static final long PERIOD_MILLIS = 250;
  private static final long LAST_ANSWER_SECONDS = 60;
  private static final int COURSES_MAX = 30;
  private static final int EXAMS_MAX = 3;

  /**
   * Enough to begin an exam before; with the seeded grace, it is over within half a minute more.
   */
  private static final int FIRST_CLOSING_SECONDS = 5;

  private static final int CLOSING_EVERY_SECONDS = 2;

  private final List<Watcher> watchers = new ArrayList<>();
  private final List<Arrangements.Closing> closings = new ArrayList<>();
  private final ScheduledExecutorService clock;
  private final JsonLines history;
  private final JsonLines ledger;

  private Watchers(JsonLines history, JsonLines ledger) {
    this.history = history;
    this.ledger = ledger;
    this.clock =
        Executors.newScheduledThreadPool(
            LEARNERS * SESSIONS, Thread.ofPlatform().daemon().name("watcher-", 0).factory());
  }

  /**
   * Signs all of them in and lets them begin.
   *
   * @param load the run's, whose learners are others
   */
  static Watchers start(Environment environment, RunFolder folder, Load load)
      throws InterruptedException {
    var watchers = new Watchers(folder.history(), folder.ledger());
    SeedData data;
    try {
      data = SeedData.read(environment.seedFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    watchers.signIn(environment.pods().getFirst(), data, folder.id(), load);
    environment.database().ifPresent(access -> Arrangements.make(access, data, watchers.closings));
    watchers.begin();
    return watchers;
  }

  private void signIn(URI base, SeedData data, String run, Load load) throws InterruptedException {
    Session.Clock steady = Session.Clock.fromNow();
    for (SeedData.Account account : Learners.accountsBeside(data, load, LEARNERS)) {
      List<Long> courses =
          data.courses().stream()
              .map(SeedData.Course::id)
              .filter(id -> !account.courses().contains(id))
              .limit(COURSES_MAX)
              .toList();
      List<SeedData.Quiz> exams = exams(account, data);
      for (int place = 0; place < SESSIONS && !courses.isEmpty(); place++) {
        int number = watchers.size() + 1;
        var session = new Session(account, new Client(base, "10.254.0." + number), steady);
        var writing = new Writing(session, ledger, run + "-w" + number);
        SplittableRandom random = Seeds.stream(load.seed(), "watcher", number);
        var errands =
            new Watcher.Errands(
                courses,
                exams(exams, writing, place, random),
                graduation(account, data, writing, place));
        watchers.add(new Watcher(number, session, writing, errands, random, steady, history));
        session.signIn(data.password());
      }
      exams.forEach(exam -> close(account, exam));
    }
  }

  /** The first course that an account has no certificate of yet, for both of its sessions. */
  private static Optional<SeedData.Course> unfinished(SeedData.Account account, SeedData data) {
    return account.courses().stream()
        .filter(
            id ->
                data.certificates().stream()
                    .noneMatch(each -> each.userId() == account.id() && each.courseId() == id))
        .filter(id -> data.openQuiz(id).isPresent())
        .map(data::course)
        .findFirst();
  }

  private static @Nullable Graduation graduation(
      SeedData.Account account, SeedData data, Writing writing, int place) {
    return unfinished(account, data)
        .map(
            course ->
                new Graduation(course, data.openQuiz(course.id()).orElseThrow(), writing, place))
        .orElse(null);
  }

  /** Of the other courses of an account. */
  private static List<SeedData.Quiz> exams(SeedData.Account account, SeedData data) {
    Optional<Long> finishing = unfinished(account, data).map(SeedData.Course::id);
    return account.courses().stream()
        .filter(id -> !finishing.equals(Optional.of(id)))
        .flatMap(id -> data.openQuiz(id).stream())
        .limit(EXAMS_MAX)
        .toList();
  }

  private static List<Exam> exams(
      List<SeedData.Quiz> quizzes, Writing writing, int place, SplittableRandom random) {
    List<Exam> exams = new ArrayList<>();
    for (SeedData.Quiz quiz : quizzes) {
      boolean handsIn = exams.size() % 2 == 1;
      exams.add(new Exam(quiz.id(), handsIn, writing, place, random.split()));
    }
    return exams;
  }

  private void close(SeedData.Account account, SeedData.Quiz exam) {
    int after = FIRST_CLOSING_SECONDS + closings.size() * CLOSING_EVERY_SECONDS;
    closings.add(new Arrangements.Closing(account.id(), exam.id(), after));
  }

  private void begin() {
    for (int i = 0; i < watchers.size(); i++) {
      Watcher watcher = watchers.get(i);
      // Both sessions of a learner at the same instants, so that they get in each other's way.
      long offset = i / SESSIONS * PERIOD_MILLIS / LEARNERS;
      var _ =
          clock.scheduleWithFixedDelay(
              () -> act(watcher), offset, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private static void act(Watcher watcher) {
    try {
      watcher.act();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends when the last answers have come. */
  @Override
  public void close() {
    clock.shutdown();
    try {
      if (!clock.awaitTermination(LAST_ANSWER_SECONDS, TimeUnit.SECONDS)) {
        clock.shutdownNow();
      }
    } catch (InterruptedException e) {
      clock.shutdownNow();
      Thread.currentThread().interrupt();
    }
    watchers.forEach(Watcher::close);
    history.close();
    ledger.close();
  }
}
