package chaos.invariants;

import environments.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import loadtests.learners.SeedData;
import loadtests.plan.Load;
import loadtests.plan.Seeds;
import loadtests.run.Learners;
import reports.run.JsonLines;
import reports.run.RunFolder;

/** A few learners beside the load, each with two sessions at once. */
final class Watchers implements AutoCloseable {
  static final int LEARNERS = 4;

  private static final int SESSIONS = 2;
  private static final long PERIOD_MILLIS = 250;
  private static final long LAST_ANSWER_SECONDS = 60;
  private static final int COURSES_MAX = 30;

  private final List<Watcher> watchers = new ArrayList<>();
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
    try {
      SeedData data = SeedData.read(environment.seedFile());
      watchers.signIn(environment.pods().getFirst(), data, folder.id(), load);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    watchers.begin();
    return watchers;
  }

  private void signIn(URI base, SeedData data, String run, Load load) throws InterruptedException {
    long sinceMicros = System.currentTimeMillis() * 1_000;
    long sinceNanos = System.nanoTime();
    Watcher.Clock steady = () -> sinceMicros + (System.nanoTime() - sinceNanos) / 1_000;
    for (SeedData.Account account : Learners.accountsBeside(data, load, LEARNERS)) {
      List<Long> courses =
          data.courses().stream()
              .map(SeedData.Course::id)
              .filter(id -> !account.courses().contains(id))
              .limit(COURSES_MAX)
              .toList();
      for (int session = 1; session <= SESSIONS && !courses.isEmpty(); session++) {
        int number = watchers.size() + 1;
        var watcher =
            new Watcher(
                number,
                account,
                courses,
                new Client(base, "10.254.0." + number),
                Seeds.stream(load.seed(), "watcher", number),
                steady,
                history,
                ledger,
                run + "-w" + number);
        watchers.add(watcher);
        watcher.signIn(data.password());
      }
    }
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
