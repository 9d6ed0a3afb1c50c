package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lms.testing.MutableClock;
import lms.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Each promised figure is moved by what it counts, and by nothing else. */
final class MetricsTest {
  private static final MutableClock clock = new MutableClock();
  private static final LmsServer server = new LmsServer(TestDatabase.create(), clock);

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void countsWhoIsActiveOnceByRole() {
    try (LmsServer alone = new LmsServer()) {
      assertThat(alone.figure(active("learner"))).isZero();
      Learner ada = Learner.registered(alone, "ada");
      Learner tess = Learner.registered(alone, "tess");
      alone.database.inTransaction(
          transaction ->
              transaction.run("UPDATE users SET role = 'teacher' WHERE name = ?", "tess"));

      ada.page("/my");
      ada.page("/courses");
      tess.page("/courses");
      alone.get("/courses", null);

      assertThat(alone.figure(active("learner"))).isEqualTo(1);
      assertThat(alone.figure(active("teacher"))).isEqualTo(1);
      assertThat(alone.figure(active("administrator"))).isZero();
    }
  }

  private static String active(String kind) {
    return "lms_active_users_total{kind=\"%s\",subscription=\"none\",}".formatted(kind);
  }

  @Test
  void recordsHowLongASessionLastedWhenSomebodySignsOut() {
    String sessions = "lms_user_session_duration_seconds";
    String cookie = server.registered("grace");
    double before = figure(sessions + "_count");
    double seconds = figure(sessions + "_sum");
    clock.forward(Duration.ofMinutes(30));

    server.send("POST", "/api/sign-out", "{}", cookie, null);
    server.send("POST", "/api/sign-out", "{}", cookie, null);

    assertThat(figure(sessions + "_count")).isEqualTo(before + 1);
    assertThat(figure(sessions + "_sum")).isEqualTo(seconds + 1_800);
    assertThat(figure(sessions + "_bucket{le=\"600.0\",}")).isZero();
    assertThat(figure(sessions + "_bucket{le=\"3600.0\",}")).isEqualTo(1);
  }

  @Test
  void recordsHowFarALearnerIsAfterEachLesson() {
    String progress = "lms_course_progress_percentage";
    TaughtCourse course = TaughtCourse.in(server, "HR-7201", 4, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "linus");
    double done = figure("lms_lesson_completions_total");
    double count = figure(progress + "_count");
    double sum = figure(progress + "_sum");
    double quarters = figure(progress + "_bucket{le=\"25.0\",}");

    learner.complete(course.lessons().get(0)).expect(200);
    learner.complete(course.lessons().get(1)).expect(200);
    learner.complete(course.lessons().get(1)).expect(200);

    assertThat(figure(progress + "_count")).isEqualTo(count + 2);
    assertThat(figure(progress + "_sum")).isEqualTo(sum + 25 + 50);
    assertThat(figure(progress + "_bucket{le=\"25.0\",}")).isEqualTo(quarters + 1);
    assertThat(figure("lms_lesson_completions_total")).isEqualTo(done + 2);
  }

  @Test
  void recordsTheStarsOfEachRating() {
    TaughtCourse course = TaughtCourse.in(server, "HR-7202", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "alan");
    String path = "/courses/" + course.id() + "/rating";

    learner.api("PUT", path, "{\"stars\":4,\"comment\":\"\"}", "key-1").expect(200);
    learner.api("PUT", path, "{\"stars\":4,\"comment\":\"\"}", "key-1").expect(200);
    learner.api("PUT", path, "{\"stars\":6,\"comment\":\"\"}").expect(422);

    assertThat(figure("lms_course_ratings_count")).isEqualTo(1);
    assertThat(figure("lms_course_ratings_sum")).isEqualTo(4);
    assertThat(figure("lms_course_ratings_bucket{le=\"3.0\",}")).isZero();
    assertThat(figure("lms_course_ratings_bucket{le=\"4.0\",}")).isEqualTo(1);
  }

  @Test
  void countsRegistrationsByWhereTheyCameFrom() {
    String form = "lms_user_registrations_total{source=\"form\",}";
    String api = "lms_user_registrations_total{source=\"api\",}";
    double forms = figure(form);
    double calls = figure(api);

    server.registered("mary");
    server.send(
        "POST",
        "/register",
        "name=Kay&email=kay%40example.test&password=long+enough+kay",
        null,
        null);

    assertThat(figure(form)).isEqualTo(forms + 1);
    assertThat(figure(api)).isEqualTo(calls + 1);
  }

  @Test
  void countsWrongPasswordsAndNoRightOnes() {
    server.registered("barbara");
    double before = figure("lms_failed_login_attempts_total");

    signIn("barbara", "long enough barbara");
    signIn("barbara", "not the password");

    assertThat(figure("lms_failed_login_attempts_total")).isEqualTo(before + 1);
  }

  private static void signIn(String name, String password) {
    String body = "{\"email\":\"%s@example.test\",\"password\":\"%s\"}".formatted(name, password);
    server.send("POST", "/api/sign-in", body, null, null);
  }

  @Test
  void countsEnrolmentsAndCompletedCourses() {
    TaughtCourse course = TaughtCourse.in(server, "HR-7203", 1, TaughtCourse.Rules.NONE);
    double enrolments = figure("lms_course_enrollments_total{kind=\"self\",}");
    double completions = figure("lms_course_completions_total");

    Learner learner = enrolled(course, "edsger");
    learner.enrol(course.id()).expect(409);
    learner.complete(course.lessons().getFirst()).expect(200);
    assertThat(figure("lms_course_completions_total")).isEqualTo(completions);
    course.pass(learner, learner.start(course.quiz()), 1);

    assertThat(figure("lms_course_enrollments_total{kind=\"self\",}")).isEqualTo(enrolments + 1);
    assertThat(figure("lms_course_completions_total")).isEqualTo(completions + 1);
  }

  @Test
  void countsAndTimesRequestsByRoute() {
    String requests =
        "lms_http_requests_total{endpoint=\"/certificates/{code}\",method=\"GET\",status=\"404\",}";
    String times = "lms_http_request_duration_seconds_count{route=\"/certificates/{code}\",}";
    double answered = figure(requests);
    double timed = figure(times);

    server.get("/certificates/NOSUCHCODE", null);

    assertThat(figure(requests)).isEqualTo(answered + 1);
    assertThat(figure(times)).isEqualTo(timed + 1);
  }

  @Test
  void countsWhatTheCourseCacheAndTheDatabaseAreAsked() {
    long course = server.course("HR-7204", null);
    double selects = figure("lms_database_queries_total{operation=\"select\",}");
    double hits = figure("lms_cache_hits_total{cache=\"course\",}");
    double misses = figure("lms_cache_misses_total{cache=\"course\",}");

    server.get("/api/courses/" + course, null);
    server.get("/api/courses/" + course, null);

    assertThat(figure("lms_cache_misses_total{cache=\"course\",}")).isEqualTo(misses + 1);
    assertThat(figure("lms_cache_hits_total{cache=\"course\",}")).isEqualTo(hits + 1);
    // At least: what the platform does by itself, such as looking for mail to send, counts too.
    assertThat(figure("lms_database_queries_total{operation=\"select\",}"))
        .isGreaterThanOrEqualTo(selects + 4);
  }

  private static Learner enrolled(TaughtCourse course, String name) {
    Learner learner = Learner.registered(server, name);
    learner.enrol(course.id()).expect(201);
    return learner;
  }

  private static double figure(String series) {
    return server.figure(series);
  }
}
