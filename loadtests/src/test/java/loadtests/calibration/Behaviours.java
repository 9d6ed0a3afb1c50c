package loadtests.calibration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import loadtests.audit.Connections;
import loadtests.calibration.KnownServer.Behaviour;
import loadtests.calibration.SmallServer.Answer;

/** What servers of known truth do; each is healthy but for what its name says. */
final class Behaviours {
  private static final Answer OK = new Answer(200, "ok");
  private static final Answer BROKEN = new Answer(500, "broken");

  private Behaviours() {}

  /** So many workers, first come first served, each busy with a request for {@code service}. */
  static Behaviour workers(int count, Duration service) {
    var free = new Semaphore(count, true);
    return (_, _) -> {
      free.acquire();
      try {
        Thread.sleep(service);
      } finally {
        free.release();
      }
      return OK;
    };
  }

  /**
   * Answers nothing for {@code stall}, from {@code after} the first request of the measured phase
   * on; what comes in then waits for the end.
   */
  static Behaviour stalling(Duration service, Duration after, Duration stall) {
    var first = new AtomicLong();
    return (request, number) -> {
      boolean measured =
          CalibrationPlan.PHASE.equals(request.headers().get(CalibrationSimulation.PHASE_HEADER));
      if (measured && number == 1) {
        first.set(request.arrivedNanos());
      }
      if (measured && first.get() != 0) {
        long since = request.arrivedNanos() - first.get() - after.toNanos();
        if (since >= 0 && since < stall.toNanos()) {
          TimeUnit.NANOSECONDS.sleep(stall.toNanos() - since);
        }
      }
      Thread.sleep(service);
      return OK;
    };
  }

  /** Fails each {@code n}-th request of a phase. */
  static Behaviour failingEach(int n, Duration service) {
    return (_, number) -> {
      Thread.sleep(service);
      return number % n == 0 ? BROKEN : OK;
    };
  }

  /** Takes longer for requests whose path begins with {@code /slow}. */
  static Behaviour slowKind(Duration service, Duration slow) {
    return (request, _) -> {
      Thread.sleep(request.path().startsWith("/slow") ? slow : service);
      return OK;
    };
  }

  /** Shows courses by their ids; for each {@code n}-th request of a phase that of another one. */
  static Behaviour wrongCourseEach(int n, Duration service) {
    return (request, number) -> {
      Thread.sleep(service);
      long asked = Long.parseLong(request.path().substring("/courses/".length()));
      long shown = number % n == 0 ? asked + 1 : asked;
      return new Answer(200, "<main data-course=\"%d\">".formatted(shown));
    };
  }

  /** Saves answers in a database, and says so of each {@code n}-th without doing it. */
  static final class Forgetful implements Behaviour {
    private static final int CONNECTIONS = 8;

    private final int n;
    private final BlockingQueue<Connection> pool = new LinkedBlockingQueue<>();
    private final AtomicLong writes = new AtomicLong();
    private final Queue<String> forgotten = new LinkedBlockingQueue<>();

    Forgetful(int n, Connections database) throws SQLException {
      this.n = n;
      for (int i = 0; i < CONNECTIONS; i++) {
        pool.add(database.open());
      }
    }

    @Override
    public Answer answer(SmallServer.Request request, long number) throws InterruptedException {
      String question = request.path().substring("/answers/".length());
      if (writes.incrementAndGet() % n == 0) {
        forgotten.add("1/" + question + "/1");
        return OK;
      }
      Connection connection = pool.take();
      try {
        return save(connection, Long.parseLong(question), request.body());
      } finally {
        pool.add(connection);
      }
    }

    private static Answer save(Connection connection, long question, String value) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO answers (attempt_id, question_id, sequence, value, saved_at)"
                  + " VALUES (1, ?, 1, ?, UTC_TIMESTAMP(3))")) {
        insert.setLong(1, question);
        insert.setString(2, value);
        insert.executeUpdate();
        return OK;
      } catch (SQLException e) {
        return new Answer(500, String.valueOf(e.getMessage()));
      }
    }

    /** The ids of the writes that it said are done and are not. */
    Queue<String> forgotten() {
      return forgotten;
    }
  }
}
