package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lms.testing.TestDatabase;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** How the platform ends: what runs is finished, what comes is sent elsewhere. */
final class DrainTest {
  @Test
  void endsWhatRunsAndTellsEverybodyToGo() throws Exception {
    // The common pool may have one thread only, and these wait for each other.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        LmsServer server =
            new LmsServer(TestDatabase.create(), Clock.systemUTC(), Duration.ofSeconds(1))) {
      TaughtCourse course = TaughtCourse.in(server, "HR-6001", 1, TaughtCourse.Rules.NONE);
      Learner learner = Learner.registered(server, "inside");
      learner.enrol(course.id()).expect(201);
      String completion = "/api/lessons/" + course.lessons().getFirst() + "/completion";

      CountDownLatch locked = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      CompletableFuture<Long> holder =
          CompletableFuture.supplyAsync(() -> hold(server, course, locked, release), threads);
      locked.await();
      CompletableFuture<HttpResponse<String>> running =
          CompletableFuture.supplyAsync(
              () -> server.send("PUT", completion, "{}", learner.cookie(), "last"), threads);
      Eventually.within(
          10,
          () -> server.get("/api/metrics", null).body().contains("lms_http_requests_active 1.0"),
          () -> "the request does not run");

      CompletableFuture<Void> closing = CompletableFuture.runAsync(server.lms::close, threads);
      Eventually.within(
          10,
          () -> server.get("/api/health/ready", null).statusCode() == 503,
          () -> "readiness does not say that it ends");
      HttpResponse<String> late = server.get("/courses", null);
      assertThat(late.statusCode()).isEqualTo(200);
      assertThat(late.headers().firstValue("Connection")).hasValue("close");

      Eventually.within(10, () -> refuses(server), () -> "it still takes connections");
      assertThat(running).isNotDone();
      release.countDown();
      holder.get();

      assertThat(running.get().statusCode()).isEqualTo(200);
      closing.get();
      assertThat(server.count("SELECT COUNT(*) AS n FROM lesson_progress")).isEqualTo(1);
    }
  }

  /** Keeps the learner's enrolment locked, for which the completion then waits. */
  private static long hold(
      LmsServer server, TaughtCourse course, CountDownLatch locked, CountDownLatch release) {
    return server.database.inTransaction(
        transaction -> {
          transaction.list(
              "SELECT id FROM enrolments WHERE course_id = ? FOR UPDATE",
              row -> row.number("id"),
              course.id());
          locked.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return course.id();
        });
  }

  private static boolean refuses(LmsServer server) {
    Throwable thrown = Assertions.catchThrowable(() -> server.get("/api/health/live", null));
    return thrown != null && thrown.getCause() instanceof ConnectException;
  }
}
