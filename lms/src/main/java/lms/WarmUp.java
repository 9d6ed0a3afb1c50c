package lms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lms.accounts.AccountRoutes;
import lms.accounts.Passwords;
import lms.accounts.Visit;
import lms.platform.Database;
import lms.platform.Row;
import lms.platform.Unavailable;

/**
 * The platform's first visitor: requests the pages that everybody requests, until they are compiled
 * and the caches and the connection pool are filled, or the time for it is over. It only reads.
 */
final class WarmUp {
  /** A pod of one CPU answers about this many in three seconds when it is cold. */
  private static final int ROUNDS = 150;

  private static final Duration AT_MOST = Duration.ofSeconds(4);
  private static final int HASHES = 3;

  private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());
  private static final String SOMEBODY =
      """
      SELECT e.user_id, e.course_id, MIN(l.id) AS lesson_id
      FROM enrolments e JOIN lessons l ON l.course_id = e.course_id
      WHERE e.id = (SELECT MIN(id) FROM enrolments) GROUP BY e.user_id, e.course_id
      """;

  private final String base;
  private final Database database;
  private final AccountRoutes accounts;
  private final Passwords passwords;

  WarmUp(String base, Database database, AccountRoutes accounts, Passwords passwords) {
    this.base = base;
    this.database = database;
    this.accounts = accounts;
    this.passwords = passwords;
  }

  /** Somebody who takes a course; a new platform has nobody. */
  private record Somebody(long userId, long courseId, long lessonId) {
    static Somebody of(Row row) {
      return new Somebody(row.number("user_id"), row.number("course_id"), row.number("lesson_id"));
    }
  }

  /** Warms up as far as it can: a platform that is cold serves all the same, if slower at first. */
  void run() {
    try {
      warm();
    } catch (IOException | UncheckedIOException | Unavailable e) {
      LOG.log(System.Logger.Level.WARNING, "the warm-up broke off: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void warm() throws IOException, InterruptedException {
    long end = System.nanoTime() + AT_MOST.toNanos();
    for (int i = 0; i < HASHES; i++) {
      passwords.hash("a password of usual length");
    }
    Optional<Somebody> somebody =
        database.reading(statements -> statements.first(SOMEBODY, Somebody::of));
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
      if (somebody.isPresent()) {
        try (Visit visit = accounts.visit(somebody.get().userId())) {
          rounds(client, paths(somebody.get()), visit.cookie(), end);
        }
      } else {
        rounds(client, List.of("/courses", "/api/courses", "/sign-in"), "", end);
      }
    }
  }

  private static List<String> paths(Somebody somebody) {
    List<String> paths = new ArrayList<>();
    paths.add("/courses");
    paths.add("/courses?q=introduction");
    paths.add("/courses/" + somebody.courseId());
    paths.add("/api/courses/" + somebody.courseId());
    paths.add("/lessons/" + somebody.lessonId());
    paths.add("/api/notifications");
    paths.add("/api/grades");
    paths.add("/my");
    return paths;
  }

  private void rounds(HttpClient client, List<String> paths, String cookie, long end)
      throws IOException, InterruptedException {
    for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
      for (String path : paths) {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(2));
        if (!cookie.isEmpty()) {
          request.header("Cookie", cookie);
        }
        client.send(request.build(), HttpResponse.BodyHandlers.discarding());
      }
    }
  }
}
