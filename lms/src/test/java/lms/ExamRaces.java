package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import lms.platform.DatabaseSettings;
import lms.quizzes.Allowance;
import lms.quizzes.Question;
import lms.quizzes.QuizContent;
import lms.quizzes.QuizSettings;
import lms.testing.MutableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What happens when teachers, learners and the clock meet in an exam. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ExamRaces {
  private static final int LEARNERS = 12;

  private final MutableClock clock = new MutableClock();
  private final LmsServer server;

  ExamRaces(DatabaseSettings database) {
    server = new LmsServer(database, clock);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** However they meet, each attempt is graded by the corrected key in the end. */
  @Test
  void gradesByTheCorrectedKeyWhoeverSubmitsDuringARegrade() {
    for (int round = 0; round < 4; round++) {
      TaughtCourse course = course("HR-500" + round, TaughtCourse.Rules.NONE);
      List<Callable<Integer>> work = new ArrayList<>();
      for (int i = 0; i < LEARNERS; i++) {
        Learner learner = enrolled(course, "regraded" + round + "x" + i);
        long attempt = learner.start(course.quiz());
        learner.save(attempt, course.questions().getFirst(), 1, "c").expect(200);
        int before = i;
        work.add(
            () -> {
              for (int wait = 0; wait < before; wait++) {
                learner.read("/notifications").expect(200);
              }
              return learner.hand(attempt).expect(200).status();
            });
      }
      work.add(
          () -> {
            correct(course, "c");
            return server.lms.quizzes().marking().regrade(course.quiz());
          });

      Together.run(work);

      assertThat(
              server.count(
                  "SELECT COUNT(*) AS n FROM attempts WHERE quiz_id = ? AND score = 1",
                  course.quiz()))
          .as("round %d", round)
          .isEqualTo(LEARNERS);
    }
  }

  @Test
  void givesEachAttemptTheQuestionsOfOneRevisionWhenAQuizIsEditedDuringTheStart() {
    TaughtCourse course = course("HR-5010", TaughtCourse.Rules.NONE);
    List<Callable<JsonNode>> work = new ArrayList<>();
    List<Learner> learners = new ArrayList<>();
    for (int i = 0; i < LEARNERS; i++) {
      Learner learner = enrolled(course, "begins" + i);
      learners.add(learner);
      work.add(
          () ->
              learner
                  .api("POST", "/quizzes/" + course.quiz() + "/attempts", "{}")
                  .expect(201)
                  .json());
    }
    for (int edit = 1; edit <= 4; edit++) {
      int number = edit;
      work.add(
          2 * number,
          () -> {
            rename(course, "edit " + number);
            return learners.getFirst().read("/grades").json();
          });
    }

    for (JsonNode started : Together.run(work)) {
      if (!started.has("questions")) {
        continue;
      }
      Set<String> editions = new HashSet<>();
      started
          .path("questions")
          .forEach(question -> editions.add(question.path("prompt").asText().split(":", -1)[0]));
      assertThat(editions).as("questions of one revision").hasSize(1);
    }
    for (int i = 0; i < LEARNERS; i++) {
      Learner learner = learners.get(i);
      long attempt = learner.start(course.quiz());
      JsonNode before = learner.read("/attempts/" + attempt).json().path("questions");
      if (i == 0) {
        rename(course, "last edit");
      }
      assertThat(learner.read("/attempts/" + attempt).json().path("questions")).isEqualTo(before);
      course.pass(learner, attempt, 1);
    }
  }

  @Test
  void letsNoDeadlineSlipThroughWhenTheRulesChangeDuringTheStart() {
    for (int round = 0; round < 4; round++) {
      TaughtCourse course = course("HR-502" + round, new TaughtCourse.Rules(3_600, 0, null));
      Instant closing = clock.instant().plusSeconds(600);
      List<Callable<Integer>> work = new ArrayList<>();
      for (int i = 0; i < LEARNERS; i++) {
        Learner learner = enrolled(course, "slips" + round + "x" + i);
        work.add(
            () ->
                learner
                    .api("POST", "/quizzes/" + course.quiz() + "/attempts", "{}")
                    .expect(201)
                    .status());
      }
      long slow =
          server.count(
              "SELECT id AS n FROM users WHERE email = ?", "slips" + round + "x0@example.test");
      work.add(
          LEARNERS / 2,
          () -> {
            close(course, closing);
            return 0;
          });
      work.add(
          1,
          () -> {
            allow(course, slow, new Allowance(0, 0, null, closing.plusSeconds(60)));
            return 0;
          });

      Together.run(work);

      assertThat(deadlines(course, slow)).as("round %d", round).isEqualTo(LEARNERS - 1);
      assertThat(
              server.count(
                  "SELECT TIMESTAMPDIFF(SECOND, started_at, deadline_at) AS n FROM attempts"
                      + " WHERE quiz_id = ? AND user_id = ?",
                  course.quiz(),
                  slow))
          .isEqualTo(660);
    }
  }

  private long deadlines(TaughtCourse course, long except) {
    return server.count(
        "SELECT COUNT(*) AS n FROM attempts WHERE quiz_id = ? AND user_id <> ?"
            + " AND TIMESTAMPDIFF(SECOND, started_at, deadline_at) = 600",
        course.quiz(),
        except);
  }

  /** The clock passes the end between two of many saves: what was accepted counts. */
  @Test
  void countsEveryAnswerThatWasAcceptedWhenTheDeadlinePassesDuringSaves() {
    TaughtCourse course = course("HR-5030", new TaughtCourse.Rules(60, 5, null));
    for (int round = 0; round < 6; round++) {
      Learner learner = enrolled(course, "last" + round);
      long attempt = learner.start(course.quiz());
      long question = course.questions().getFirst();
      int passes = 3 + 2 * round;
      List<Callable<Long>> work = new ArrayList<>();
      work.add(
          () -> {
            for (long sequence = 1; sequence <= 60; sequence++) {
              String value = sequence % 2 == 0 ? "b" : "a";
              Learner.Reply reply = learner.save(attempt, question, sequence, value);
              if (reply.status() != 200) {
                assertThat(reply.problem()).isIn("attempt-overdue", "attempt-submitted");
                return sequence - 1;
              }
            }
            return 60L;
          });
      work.add(
          () -> {
            for (int i = 0; i < passes; i++) {
              learner.read("/notifications").expect(200);
            }
            clock.forward(Duration.ofSeconds(66));
            learner.hand(attempt);
            return 0L;
          });

      long accepted = Together.run(work).getFirst();

      assertThat(
              server.count(
                  "SELECT COALESCE(MAX(sequence), 0) AS n FROM answers WHERE attempt_id = ?",
                  attempt))
          .isEqualTo(accepted);
      JsonNode closed = learner.read("/attempts/" + attempt).expect(200).json();
      assertThat(closed.path("score").asDouble())
          .isEqualTo(accepted > 0 && accepted % 2 == 0 ? 1 : 0);
      assertThat(closed.path("submittedAt").isNull()).isFalse();
    }
  }

  @Test
  void losesNoAcknowledgedAnswerWhenSomebodySignsOutDuringASave() {
    TaughtCourse course = course("HR-5040", TaughtCourse.Rules.NONE);
    for (int round = 0; round < 6; round++) {
      String name = "leaving" + round;
      Learner learner = enrolled(course, name);
      long attempt = learner.start(course.quiz());
      long question = course.questions().getLast();
      int before = round;
      List<Callable<Long>> work = new ArrayList<>();
      work.add(
          () -> {
            long sequence = 1;
            while (sequence < 200) {
              Learner.Reply reply = learner.save(attempt, question, sequence, "word " + sequence);
              if (reply.status() == 401) {
                break;
              }
              reply.expect(200);
              sequence++;
            }
            return sequence - 1;
          });
      work.add(
          () -> {
            for (int i = 0; i < before; i++) {
              learner.read("/notifications").expect(200);
            }
            learner.api("POST", "/sign-out", "{}").expect(204);
            return 0L;
          });

      long acknowledged = Together.run(work).getFirst();

      Learner back = new Learner(server, server.signedIn(name));
      JsonNode kept = back.read("/attempts/" + attempt).expect(200).json().path("answers").get(0);
      assertThat(kept == null ? 0 : kept.path("sequence").asLong()).isEqualTo(acknowledged);
      back.save(attempt, question, acknowledged + 1, "back").expect(200);
      back.hand(attempt).expect(200);
    }
  }

  @Test
  void keepsAnswersAndTimeInOrderWhenThePodsClocksDisagree() {
    TaughtCourse course = course("HR-5050", new TaughtCourse.Rules(60, 5, null));
    Learner learner = enrolled(course, "jumps");
    long attempt = learner.start(course.quiz());
    long question = course.questions().getFirst();
    Instant deadline = clock.instant().plusSeconds(60);

    learner.save(attempt, question, 2, "b").expect(200);
    clock.forward(Duration.ofMinutes(-10));
    assertThat(learner.save(attempt, question, 1, "a").expect(200).json().path("value").asText())
        .as("numbers decide, not clocks")
        .isEqualTo("b");
    JsonNode time = learner.read("/attempts/" + attempt + "/time").expect(200).json();
    assertThat(Instant.parse(time.path("deadline").asText())).isEqualTo(deadline);
    assertThat(learner.hand(attempt).expect(200).json().path("score").asDouble()).isEqualTo(1);
    clock.forward(Duration.ofMinutes(30));
    assertThat(learner.read("/attempts/" + attempt).json().path("score").asDouble()).isEqualTo(1);
  }

  private void correct(TaughtCourse course, String key) {
    edit(
        course,
        question -> question.position() == 1 ? with(question, question.prompt(), key) : question);
  }

  private void rename(TaughtCourse course, String prompt) {
    edit(
        course,
        question -> with(question, prompt + ": " + question.position(), question.correct()));
  }

  private void edit(TaughtCourse course, java.util.function.UnaryOperator<Question> change) {
    var editing = server.lms.quizzes().editing();
    server.database.inTransaction(
        work ->
            editing.ask(
                work,
                course.quiz(),
                () -> {
                  QuizContent now = editing.current(work, course.quiz()).content();
                  return new QuizContent(now.questions().stream().map(change).toList(), Map.of());
                }));
  }

  private void close(TaughtCourse course, Instant closing) {
    var editing = server.lms.quizzes().editing();
    server.database.inTransaction(
        work -> {
          QuizSettings rules = editing.current(work, course.quiz()).settings();
          editing.change(
              work,
              course.quiz(),
              new QuizSettings(
                  rules.title(),
                  rules.timeLimitSeconds(),
                  rules.graceSeconds(),
                  rules.attemptLimit(),
                  rules.shuffled(),
                  rules.passPercent(),
                  null,
                  closing,
                  rules.overdue(),
                  rules.review()));
          return closing;
        });
  }

  private void allow(TaughtCourse course, long user, Allowance allowance) {
    server.database.inTransaction(
        work -> {
          server.lms.quizzes().invigilation().allow(work, course.quiz(), user, _ -> allowance, 1);
          return user;
        });
  }

  private static Question with(Question question, String prompt, String key) {
    return new Question(
        question.id(),
        question.position(),
        question.kind(),
        prompt,
        question.options(),
        key,
        question.tolerance(),
        question.points(),
        question.feedback(),
        question.pool());
  }

  private TaughtCourse course(String code, TaughtCourse.Rules rules) {
    return TaughtCourse.in(server, code, 1, rules);
  }

  private Learner enrolled(TaughtCourse course, String name) {
    Learner learner = Learner.registered(server, name);
    learner.enrol(course.id()).expect(201);
    return learner;
  }
}
