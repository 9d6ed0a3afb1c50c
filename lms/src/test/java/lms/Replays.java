package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lms.platform.DatabaseSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Writes sent again after Redis forgot everything, and to another pod, on any database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Replays {
  private final LmsServer server;
  private final LmsServer other;

  Replays(DatabaseSettings database) {
    server = new LmsServer(database, Clock.systemUTC());
    other = new LmsServer(database, Clock.systemUTC());
  }

  @AfterAll
  void stop() {
    server.close();
    other.close();
  }

  /** One write under one key. */
  private record Write(String method, String path, String body, String key) {
    Learner.Reply by(Learner learner) {
      return learner.api(method, path, body, key);
    }
  }

  @Test
  void givesTheFirstAnswerAndHasOneEffectHoweverItIsSentAgain() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3001", 1, TaughtCourse.Rules.NONE);
    Learner learner = Learner.registered(server, "replays");
    List<Write> writes = new ArrayList<>();
    List<Learner.Reply> first = new ArrayList<>();
    writes.add(write("POST", "/courses/" + course.id() + "/enrolment", "{}", 1));
    writes.add(
        write("PUT", "/courses/" + course.id() + "/rating", "{\"stars\":4,\"comment\":\"\"}", 2));
    writes.add(write("PUT", "/lessons/" + course.lessons().getFirst() + "/completion", "{}", 3));
    writes.add(write("POST", "/quizzes/" + course.quiz() + "/attempts", "{}", 4));
    writes.forEach(write -> first.add(write.by(learner)));
    long attempt = first.getLast().json().path("attemptId").asLong();
    learner.save(attempt, course.questions().getFirst(), 1, "b").expect(200);
    Write submission = write("POST", "/attempts/" + attempt + "/submission", "{}", 5);
    writes.add(submission);
    first.add(submission.by(learner));
    assertThat(first).extracting(Learner.Reply::status).containsExactly(201, 200, 200, 201, 200);
    List<Long> effects = effects(course);

    server.redis.flush();
    assertThat(writes).extracting(write -> write.by(learner)).isEqualTo(first);
    Learner elsewhere = new Learner(other, learner.cookie());
    assertThat(writes).extracting(write -> write.by(elsewhere)).isEqualTo(first);

    assertThat(effects(course)).isEqualTo(effects).startsWith(1L, 1L, 1L, 1L, 1L);
  }

  @Test
  void refusesTheSameKeyForAnotherBodyOrAnotherPath() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3002", 1, TaughtCourse.Rules.NONE);
    Learner learner = Learner.registered(server, "reuses");
    learner.enrol(course.id()).expect(201);
    String path = "/courses/" + course.id() + "/rating";
    learner.api("PUT", path, "{\"stars\":4,\"comment\":\"\"}", "k").expect(200);

    assertThat(
            learner.api("PUT", path, "{\"stars\":5,\"comment\":\"\"}", "k").expect(422).problem())
        .isEqualTo("key-reused");
    learner
        .api("PUT", "/lessons/" + course.lessons().getFirst() + "/completion", "{}", "k")
        .expect(422);
    learner.api("PUT", path, "{\"stars\":5,\"comment\":\"\"}", "").expect(400);
    assertThat(server.count("SELECT rating_sum AS n FROM courses WHERE id = ?", course.id()))
        .isEqualTo(4);
  }

  @Test
  void refusesAgainWhatTheStateOfThingsForbadeOnce() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3004", 1, TaughtCourse.Rules.NONE);
    seats(course, 0);
    Learner learner = Learner.registered(server, "refused");
    Write wish = write("POST", "/courses/" + course.id() + "/enrolment", "{}", 1);
    Learner.Reply full = wish.by(learner).expect(409);
    assertThat(full.problem()).isEqualTo("course-full");

    seats(course, 1);
    assertThat(wish.by(learner)).isEqualTo(full);
    assertThat(wish.by(new Learner(other, learner.cookie()))).isEqualTo(full);
    assertThat(effects(course)).startsWith(0L);

    learner.enrol(course.id()).expect(201);
  }

  @Test
  void leavesTheKeyOfAWriteUnusedThatWasNotAllowed() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3003", 1, TaughtCourse.Rules.NONE);
    Learner learner = Learner.registered(server, "early");
    String path = "/lessons/" + course.lessons().getFirst() + "/completion";
    learner.api("PUT", path, "{}", "same").expect(403);
    learner.enrol(course.id()).expect(201);

    learner.api("PUT", path, "{}", "same").expect(200);
  }

  private void seats(TaughtCourse course, int seats) {
    server.database.inTransaction(
        transaction ->
            transaction.run("UPDATE courses SET seats = ? WHERE id = ?", seats, course.id()));
  }

  private List<Long> effects(TaughtCourse course) {
    List<Long> counts =
        new ArrayList<>(
            Stream.of("enrolments", "ratings", "lesson_progress")
                .map(
                    table ->
                        server.count(
                            "SELECT COUNT(*) AS n FROM " + table + " WHERE course_id = ?",
                            course.id()))
                .toList());
    counts.add(server.count("SELECT COUNT(*) AS n FROM attempts WHERE quiz_id = ?", course.quiz()));
    counts.add(server.count("SELECT seats_taken AS n FROM courses WHERE id = ?", course.id()));
    counts.add(
        server.count(
            "SELECT COUNT(*) AS n FROM notifications WHERE user_id ="
                + " (SELECT MAX(user_id) FROM enrolments WHERE course_id = ?)",
            course.id()));
    return counts;
  }

  private static Write write(String method, String path, String body, int key) {
    return new Write(method, path, body, "key-" + key);
  }
}
