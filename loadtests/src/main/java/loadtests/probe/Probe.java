package loadtests.probe;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import loadtests.learners.Learner;
import loadtests.pace.Observer;
import reports.run.JsonLines;
import reports.run.ProbeAttempt.Connection;

/**
 * Learners beside the load whose requests are never tried again: half of them open a connection for
 * each request, the others hold one all the time; each makes a request a second, reading and
 * writing in turn. What they write goes to the ledger as the load's writes do.
 */
public final class Probe implements AutoCloseable {
  /** Learners who open a connection for each request: more than ten a second. */
  public static final int ON_NEW = 12;

  /** Learners who hold a connection. */
  public static final int ON_HELD = 8;

  /** All of them. */
  public static final int LEARNERS = ON_NEW + ON_HELD;

  private static final long PERIOD_MILLIS = 1_000;
  private static final long LAST_ANSWER_SECONDS = 15;

  private final List<Visitor> visitors = new ArrayList<>();
  private final ScheduledExecutorService clock;
  private final JsonLines attempts;

  private Probe(JsonLines attempts, int visitors) {
    this.attempts = attempts;
    this.clock =
        Executors.newScheduledThreadPool(visitors, Thread.ofPlatform().name("probe-", 0).factory());
  }

  /**
   * Signs all of them in and lets them begin.
   *
   * @param base where the platform is
   * @param learners {@link #LEARNERS} who do nothing else
   * @param attempts where each request is put down
   * @throws IllegalStateException where one can't sign in
   */
  public static Probe start(
      URI base, List<Learner> learners, Observer observer, JsonLines attempts) {
    var probe = new Probe(attempts, learners.size());
    for (int i = 0; i < learners.size(); i++) {
      Connection connection = i < ON_NEW ? Connection.NEW : Connection.HELD;
      probe.visitors.add(new Visitor(base, learners.get(i), connection, observer, attempts));
    }
    probe.visitors.forEach(Visitor::signIn);
    for (int i = 0; i < learners.size(); i++) {
      long offset = i * PERIOD_MILLIS / learners.size();
      var _ =
          probe.clock.scheduleAtFixedRate(
              probe.visitors.get(i)::visit, offset, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
    return probe;
  }

  /** Ends it when the last answers have come. */
  @Override
  public void close() {
    clock.shutdown();
    try {
      if (!clock.awaitTermination(LAST_ANSWER_SECONDS, TimeUnit.SECONDS)) {
        clock.shutdownNow();
      }
    } catch (InterruptedException _) {
      clock.shutdownNow();
      Thread.currentThread().interrupt();
    }
    visitors.forEach(Visitor::close);
    attempts.close();
  }
}
