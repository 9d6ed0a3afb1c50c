package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Certificates of those who have nothing left to do because their teacher asks for less. */
final class SettlementTest {
  private static final LmsServer server = new LmsServer();
  private static Teacher teacher;

  @BeforeAll
  static void prepare() {
    teacher = Teacher.registered(server, "relaxes");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static long certificates(long course) {
    return server.count("SELECT COUNT(*) AS n FROM certificates WHERE course_id = ?", course);
  }

  private static void awaitCertificates(long course, long number) {
    Eventually.within(
        20,
        () -> certificates(course) == number,
        () -> certificates(course) + " certificates, and not " + number);
  }

  private static List<Long> lessons(long course) {
    return teacher.numbers(
        "SELECT id AS n FROM lessons WHERE course_id = ? ORDER BY position", course);
  }

  private static void withdrawLesson(long course, long lesson) {
    teacher.act(
        "/teach/courses/" + course,
        "/teach/lessons/" + lesson + "/publication",
        Map.of("published", "false"));
  }

  @Test
  void issuesThemWhenTheLastUndoneLessonIsWithdrawn() {
    long course = teacher.published("HR-5401", "Done", "Withdrawn");
    Learner done = Learner.taking(server, course, "done");
    Learner idle = Learner.taking(server, course, "idle");
    done.complete(lessons(course).getFirst()).expect(200);

    withdrawLesson(course, lessons(course).getLast());

    awaitCertificates(course, 1);
    assertThat(done.read("/notifications").text()).contains("Your certificate for");
    assertThat(idle.read("/notifications").text()).doesNotContain("certificate");
    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM enrolments WHERE course_id = ?"
                    + " AND completed_at IS NOT NULL",
                course))
        .isEqualTo(1);
  }

  @Test
  void issuesThemWhenAQuizThatNobodyTookIsWithdrawn() {
    long course = teacher.published("HR-5402", "l");
    long quiz = teacher.quiz(course, "Unused");
    teacher.single("/teach/quizzes/" + quiz, "Q?");
    teacher.publishQuiz(quiz);
    Learner learner = Learner.taking(server, course, "reads");
    learner.complete(lessons(course).getFirst()).expect(200);
    assertThat(certificates(course)).isZero();

    teacher.act(
        "/teach/quizzes/" + quiz,
        "/teach/quizzes/" + quiz + "/publication",
        Map.of("published", "false"));

    awaitCertificates(course, 1);
  }

  @Test
  void issuesThemWhenAPollIsClosed() {
    long course = teacher.published("HR-5403", "l");
    String polls = "/teach/courses/" + course + "/polls";
    long poll =
        Teacher.idOf(teacher.act(polls, polls, Map.of("question", "Q?", "options", "A\nB")));
    Learner learner = Learner.taking(server, course, "silent");
    learner.complete(lessons(course).getFirst()).expect(200);
    assertThat(certificates(course)).isZero();

    teacher.act(
        "/teach/polls/" + poll, "/teach/polls/" + poll + "/closing", Map.of("closed", "true"));

    awaitCertificates(course, 1);
  }

  @Test
  void issuesThemWhenLessOfAQuizPassesAndTheLessonsThatItCompletesWithIt() {
    long course = teacher.published("HR-5404", "l");
    long lesson = lessons(course).getFirst();
    long quiz = teacher.quiz(course, "Strict");
    String place = "/teach/quizzes/" + quiz;
    long right = teacher.single(place, "One?");
    teacher.single(place, "Two?");
    teacher.publishQuiz(quiz);
    Learner learner = Learner.taking(server, course, "half");
    long attempt = learner.start(quiz);
    learner.save(attempt, right, 1, "a").expect(200);
    learner.hand(attempt).expect(200);
    teacher
        .person()
        .api(
            "PUT",
            "/lessons/" + lesson + "/rules",
            ("{\"opensAt\":\"\",\"after\":0,\"dueAt\":\"\",\"completion\":\"quiz\",\"quizId\":"
                    + quiz)
                + '}')
        .expect(200);
    assertThat(certificates(course)).isZero();

    teacher.rules(place, Map.of("title", "Mild", "pass", "50"));

    awaitCertificates(course, 1);
    assertThat(learner.read("/lessons/" + lesson).json().path("completed").asBoolean()).isTrue();
  }

  @Test
  void issuesOneToEachOfManyAndNoneToTheOthers() {
    int people = 350;
    long course = teacher.published("HR-5405", "Done", "Withdrawn");
    long done = lessons(course).getFirst();
    server.database.inTransaction(
        transaction -> {
          transaction.run(
              """
              INSERT INTO users (email, name, role, password_hash, created_at)
              WITH RECURSIVE numbers (n) AS
                (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
              SELECT CONCAT('settled', n, '@crowd.test'), 'Settled', 'learner', '-', NOW(3)
              FROM numbers
              """,
              people);
          transaction.run(
              "INSERT INTO enrolments (user_id, course_id, created_at)"
                  + " SELECT id, ?, NOW(3) FROM users WHERE name = 'Settled' ORDER BY id",
              course);
          return transaction.run(
              "INSERT INTO lesson_progress (user_id, lesson_id, course_id, completed_at,"
                  + " updated_at) SELECT id, ?, ?, NOW(3), NOW(3) FROM users"
                  + " WHERE name = 'Settled' AND MOD(id, 5) <> 0",
              done,
              course);
        });
    long earned =
        server.count("SELECT COUNT(*) AS n FROM lesson_progress WHERE lesson_id = ?", done);
    double before = server.figure("lms_certificates_issued_total");

    withdrawLesson(course, lessons(course).getLast());

    awaitCertificates(course, earned);
    Eventually.within(
        20,
        () ->
            server.count("SELECT COUNT(*) AS n FROM course_settlements WHERE settled < asked") == 0,
        () -> "not everybody was looked at");
    assertThat(certificates(course)).isEqualTo(earned).isBetween(1L, people - 1L);
    assertThat(server.figure("lms_certificates_issued_total") - before).isEqualTo((double) earned);
  }

  /** Who does the last thing at the moment at which it becomes the last one is not forgotten. */
  @Test
  void forgetsNobodyWhoIsDoneAtThatMoment() {
    for (int round = 0; round < 4; round++) {
      long course = teacher.published("HR-541" + round, "Done", "Withdrawn");
      List<Long> lessons = lessons(course);
      List<Callable<Integer>> work = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        Learner learner = Learner.taking(server, course, "just" + round + "in" + i);
        work.add(() -> learner.complete(lessons.getFirst()).status());
      }
      work.add(
          3,
          () -> {
            withdrawLesson(course, lessons.getLast());
            return 200;
          });

      assertThat(Together.run(work)).containsOnly(200);

      awaitCertificates(course, 6);
    }
  }
}
