package lms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import lms.testing.MutableClock;
import lms.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of exams as time goes by, on the pages of who watches them. */
final class InvigilatingTest {
  private static final MutableClock clock = new MutableClock();
  private static final LmsServer server = new LmsServer(TestDatabase.create(), clock);
  private static Teacher teacher;

  @BeforeAll
  static void prepare() {
    teacher = Teacher.registered(server, "examiner");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A published course with a lesson and an exam of half an hour. */
  private record Exam(long course, long quiz, long question) {
    static Exam of(String code) {
      long course = teacher.published(code, "l");
      long quiz = teacher.quiz(course, "Watched");
      long question = teacher.single("/teach/quizzes/" + quiz, "Seen?");
      Exam exam = new Exam(course, quiz, question);
      teacher.rules(exam.place(), Map.of("minutes", "30", "grace", "120"));
      return exam;
    }

    Exam published() {
      teacher.publishQuiz(quiz);
      return this;
    }

    String place() {
      return "/teach/quizzes/" + quiz;
    }

    String allowances() {
      return place() + "/allowances";
    }

    Learner taking(String name) {
      return Learner.taking(server, course, name);
    }

    JsonNode watched() {
      return teacher.person().read(place() + "/monitor").expect(200).json().path("lines").get(0);
    }
  }

  private static void closes(Exam exam) {
    teacher.page(exam.place() + "/monitor");
    Eventually.within(10, () -> open(exam) == 0, () -> "an attempt whose time is over stays open");
  }

  @Test
  void gradesAnAttemptThatNobodyCameBackToForGradebookFileRegradeAndCertificate() {
    Exam exam = Exam.of("HR-5121").published();
    Learner gone = exam.taking("gone");
    gone.complete(server.count("SELECT id AS n FROM lessons WHERE course_id = ?", exam.course()));
    long attempt = gone.start(exam.quiz());
    gone.save(attempt, exam.question(), 1, "a").expect(200);
    clock.forward(Duration.ofHours(1));

    closes(exam);

    String grades = "/teach/courses/" + exam.course() + "/grades";
    JsonNode line = teacher.person().read(grades).expect(200).json().path("lines").get(0);
    assertThat(line.path("cells").get(0).path("percent").asDouble()).isEqualTo(100);
    assertThat(teacher.page(grades + ".csv").body()).contains("gone@example.test,100,100");
    assertThat(gone.read("/notifications").text()).contains("Watched: 1 of 1 points");
    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM certificates WHERE course_id = ?", exam.course()))
        .isOne();
    assertThat(
            server.count(
                "SELECT TIMESTAMPDIFF(SECOND, started_at, submitted_at) AS n FROM attempts"
                    + " WHERE id = ? AND ending = 'deadline'",
                attempt))
        .isEqualTo(30 * 60 + 120);
    String regrade = exam.place() + "/regrade";
    teacher.act(regrade, regrade, Map.of());
    Eventually.within(
        20,
        () -> teacher.page(regrade).body().contains("one attempt graded anew"),
        () -> teacher.page(regrade).body());
  }

  @Test
  void queuesTheEssayOfAnAttemptThatNobodyCameBackToForMarking() {
    Exam exam = Exam.of("HR-5122");
    long essay = teacher.essay(exam.place(), "Why?");
    exam.published();
    Learner gone = exam.taking("silent");
    gone.save(gone.start(exam.quiz()), essay, 1, "Because.").expect(200);
    clock.forward(Duration.ofHours(1));
    assertThat(teacher.page(exam.place() + "/marking").body()).doesNotContain("silent");

    closes(exam);

    assertThat(teacher.page(exam.place() + "/marking").body()).contains("silent");
    assertThat(gone.read("/notifications").text()).contains("handed in, waits for marks");
  }

  @Test
  void leavesAnAttemptThatHasJustEndedToTheLearnerWhoHandsItIn() {
    Exam exam = Exam.of("HR-5123").published();
    Learner late = exam.taking("late");
    long attempt = late.start(exam.quiz());
    clock.forward(Duration.ofMinutes(32).plusSeconds(10));

    assertThat(server.lms.quizzes().overdue().step()).isFalse();

    assertThat(late.hand(attempt).expect(200).json().path("score").asDouble()).isZero();
  }

  @Test
  void closesSomeOverdueAttemptsAtATimeAndEachOnceHoweverManyPodsAreAtIt() {
    int many = 60;
    Exam exam = Exam.of("HR-5124").published();
    forgotten(exam, many, "2020-01-01 10:00:00");

    assertThat(server.lms.quizzes().overdue().step()).isTrue();
    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM attempts WHERE quiz_id = ? AND submitted_at IS NOT NULL",
                exam.quiz()))
        .isPositive()
        .isLessThan(many);
    Together.run(
        4,
        () -> {
          boolean more = true;
          while (more) {
            more = server.lms.quizzes().overdue().step();
          }
          return more;
        });

    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM attempts WHERE quiz_id = ?"
                    + " AND submitted_at = '2020-01-01 10:32:00'",
                exam.quiz()))
        .isEqualTo(many);
    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM notifications t JOIN users u ON u.id = t.user_id"
                    + " WHERE u.email LIKE ? AND t.kind = 'grade'",
                "gone" + exam.quiz() + "-%"))
        .as("everybody hears of it once")
        .isEqualTo(many);
  }

  @Test
  void closesWhatItCanHoweverManyOlderOnesItCant() {
    Exam broken = Exam.of("HR-5138").published();
    Exam whole = Exam.of("HR-5139").published();
    forgotten(broken, 30, "2020-01-01 10:00:00");
    forgotten(whole, 1, "2020-01-01 11:00:00");
    run(
        """
        CREATE TRIGGER broken_attempts BEFORE UPDATE ON attempts FOR EACH ROW
        BEGIN IF OLD.quiz_id = %d THEN SIGNAL SQLSTATE '45000'; END IF; END
        """
            .formatted(broken.quiz()));
    try {
      for (int step = 0; step < 2; step++) {
        assertThatThrownBy(server.lms.quizzes().overdue()::step)
            .hasStackTraceContaining("user-defined exception");
      }

      assertThat(open(whole)).isZero();
      assertThat(open(broken)).isEqualTo(30);
    } finally {
      run("DROP TRIGGER broken_attempts");
    }
    closes(broken);
    assertThat(open(broken)).isZero();
  }

  /** Attempts that began then, of half an hour, that nobody came back to. */
  private static void forgotten(Exam exam, int many, String began) {
    server.database.inTransaction(
        transaction -> {
          for (int i = 0; i < many; i++) {
            long user =
                LmsServer.learner(
                    transaction, "gone" + exam.quiz() + "-" + i + "@crowd.test", "Gone");
            transaction.run(
                "INSERT INTO enrolments (user_id, course_id, created_at) VALUES (?, ?, NOW(3))",
                user,
                exam.course());
            transaction.run(
                "INSERT INTO attempts (quiz_id, user_id, number, revision, shuffle_seed,"
                    + " started_at, deadline_at) SELECT id, ?, 1, revision, 7,"
                    + " ?, TIMESTAMPADD(MINUTE, 30, ?) FROM quizzes WHERE id = ?",
                user,
                began,
                began,
                exam.quiz());
          }
          return many;
        });
  }

  /** How many attempts at it are not closed. */
  private static long open(Exam exam) {
    return server.count(
        "SELECT COUNT(*) AS n FROM attempts WHERE quiz_id = ? AND submitted_at IS NULL",
        exam.quiz());
  }

  private static void run(String statement) {
    server.database.inTransaction(transaction -> transaction.run(statement));
  }

  @Test
  void letsAnInvigilatorExtendAnAttemptWhoseGraceRuns() {
    Exam exam = Exam.of("HR-5125").published();
    Learner learner = exam.taking("gracious");
    long attempt = learner.start(exam.quiz());
    clock.forward(Duration.ofMinutes(31));
    assertThat(exam.watched().path("state").asText()).isEqualTo("GRACE");
    assertThat(exam.watched().path("secondsLeft").asLong()).isBetween(1L, 60L);
    String page = "/teach/attempts/" + attempt;
    assertThat(teacher.page(page).body())
        .contains(page + "/extension")
        .doesNotContain(page + "/reopening");

    teacher.act(page, page + "/extension", Map.of("minutes", "10"));

    assertThat(exam.watched().path("state").asText()).isEqualTo("OPEN");
    learner.save(attempt, exam.question(), 1, "a").expect(200);
  }

  @Test
  void changesOfAnAllowanceOnlyWhatWasTypedAndListsWhoHasOne() {
    Exam exam = Exam.of("HR-5126").published();
    Learner learner = exam.taking("helped");
    exam.taking("unhelped");
    String page = exam.allowances();
    assertThat(teacher.page(page).body()).contains("Nobody gets more than the others");
    String email = "helped@example.test";
    teacher.act(page, page, Map.of("email", email, "minutes", "15"));

    teacher.act(page, page, Map.of("email", email, "attempts", "1"));

    assertThat(allowed(exam, "extra_seconds")).isEqualTo(15 * 60);
    assertThat(allowed(exam, "extra_attempts")).isEqualTo(1);
    assertThat(teacher.page(page).body()).contains(email).doesNotContain("unhelped@example.test");
    String chosen = page + "?learner=" + learner.id();
    assertThat(teacher.page(chosen).body())
        .contains("name=\"minutes\" min=\"0\" max=\"44640\" value=\"15\"")
        .contains("name=\"attempts\" min=\"0\" max=\"1000\" value=\"1\"");
    teacher.act(chosen, page, Map.of("minutes", "", "attempts", "2"));
    assertThat(allowed(exam, "extra_seconds")).isZero();
    assertThat(allowed(exam, "extra_attempts")).isEqualTo(2);
  }

  private static long allowed(Exam exam, String column) {
    return server.count(
        "SELECT " + column + " AS n FROM quiz_allowances WHERE quiz_id = ?", exam.quiz());
  }

  @Test
  void givesAPersonAWindowOfTheirOwn() {
    Exam exam = Exam.of("HR-5127");
    LocalDateTime now =
        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
    teacher.rules(exam.place(), Map.of("closes", now.minusDays(1).toString()));
    exam.published();
    Learner learner = exam.taking("absent");
    exam.taking("present");
    String page = exam.allowances();
    String email = "absent@example.test";
    Map<String, String> wrong =
        Map.of(
            "email", email,
            "opens", now.plusDays(2).toString(),
            "closes", now.plusDays(1).toString());
    assertThat(teacher.refused(422, page, page, wrong).body())
        .contains("must be later", now.plusDays(2).toString());
    assertThat(
            teacher
                .refused(422, page, page, Map.of("email", "nobody@example.test", "minutes", "7"))
                .body())
        .contains("nobody@example.test", "value=\"7\"");
    teacher.refused(422, page, page, Map.of("email", email, "closes", "soon"));
    assertThat(learner.api("POST", "/quizzes/" + exam.quiz() + "/attempts", "{}").problem())
        .isEqualTo("quiz-closed");

    teacher.act(page, page, Map.of("email", email, "closes", now.plusDays(1).toString()));

    learner.save(learner.start(exam.quiz()), exam.question(), 1, "a").expect(200);
    assertThat(learner.read("/notifications").text())
        .contains("Watched: it opens or closes at other times for you");
    String chosen = page + "?learner=" + learner.id();
    teacher.act(chosen, page, Map.of("closes", ""));
    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM quiz_allowances WHERE quiz_id = ?"
                    + " AND closes_at IS NULL",
                exam.quiz()))
        .isOne();
  }
}
