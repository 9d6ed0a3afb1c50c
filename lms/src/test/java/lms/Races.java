package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import lms.platform.DatabaseSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What happens when the same learner's requests meet, on any database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Races {
  private static final int AT_ONCE = 8;
  private static final int SAVES_MAX = 200;

  private final LmsServer server;

  Races(DatabaseSettings database) {
    server = new LmsServer(database, Clock.systemUTC());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void gradesAnAttemptOnceHoweverManySubmitIt() {
    TaughtCourse course = TaughtCourse.in(server, "HR-1001", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "submits");
    long attempt = learner.start(course.quiz());

    List<Learner.Reply> replies = Together.run(AT_ONCE, () -> learner.hand(attempt));

    assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
    assertThat(replies)
        .filteredOn(reply -> reply.status() != 200)
        .allMatch(reply -> reply.problem().equals("attempt-submitted"));
    assertThat(notifications(learner, "grade")).isEqualTo(1);
  }

  @Test
  void answersOneSubmissionSentManyTimesAlike() {
    TaughtCourse course = TaughtCourse.in(server, "HR-1002", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "repeats");
    long attempt = learner.start(course.quiz());
    learner.save(attempt, course.questions().getFirst(), 1, "b").expect(200);

    List<Learner.Reply> replies =
        Together.run(
            AT_ONCE,
            () -> learner.api("POST", "/attempts/" + attempt + "/submission", "{}", "one-key"));

    assertThat(replies).extracting(Learner.Reply::status).containsOnly(200);
    assertThat(replies).extracting(Learner.Reply::text).containsOnly(replies.getFirst().text());
    assertThat(notifications(learner, "grade")).isEqualTo(1);
  }

  @Test
  void issuesOneCertificateWhenTheLastLessonAndTheQuizEndTogether() {
    TaughtCourse course = TaughtCourse.in(server, "HR-1003", 2, TaughtCourse.Rules.NONE);
    for (int i = 0; i < 10; i++) {
      Learner learner = enrolled(course, "finishes" + i);
      learner.complete(course.lessons().getFirst()).expect(200);
      long attempt = learner.start(course.quiz());
      for (int q = 0; q < course.questions().size(); q++) {
        learner.save(attempt, course.questions().get(q), 1, TaughtCourse.RIGHT.get(q)).expect(200);
      }
      List<Callable<Learner.Reply>> last = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        last.add(() -> learner.complete(course.lessons().getLast()).expect(200));
      }
      last.add(() -> learner.hand(attempt).expect(200));

      Together.run(last);

      assertThat(notifications(learner, "certificate")).isEqualTo(1);
      assertThat(learner.read("/grades").text()).doesNotContain("\"certificate\":null");
    }
    assertThat(
            server.count("SELECT COUNT(*) AS n FROM certificates WHERE course_id = ?", course.id()))
        .isEqualTo(10);
    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM enrolments WHERE course_id = ?"
                    + " AND completed_at IS NOT NULL",
                course.id()))
        .isEqualTo(10);
  }

  @Test
  void keepsTheNewestOfTwoTabsThatSaveTheSameAnswer() {
    TaughtCourse course = TaughtCourse.in(server, "HR-1004", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "twotabs");
    long attempt = learner.start(course.quiz());
    long question = course.questions().getLast();
    List<Callable<Learner.Reply>> saves = new ArrayList<>();
    for (int sequence = 1; sequence <= 40; sequence++) {
      long number = sequence;
      saves.add(() -> learner.save(attempt, question, number, "word " + number).expect(200));
    }
    Collections.shuffle(saves, new Random(7));

    for (Learner.Reply reply : Together.run(saves)) {
      JsonNode stored = reply.json();
      assertThat(stored.path("value").asText())
          .isEqualTo("word " + stored.path("sequence").asLong());
    }

    JsonNode kept = learner.read("/attempts/" + attempt).json().path("answers").get(0);
    assertThat(kept.path("sequence").asLong()).isEqualTo(40);
    assertThat(kept.path("value").asText()).isEqualTo("word 40");
  }

  /** A saver and a submitter; who saves learns from the answer whether it counted. */
  @Test
  void acceptsNoAnswerAfterSubmissionAndLosesNoneBefore() {
    TaughtCourse course = TaughtCourse.in(server, "HR-1005", 1, TaughtCourse.Rules.NONE);
    int refusedRounds = 0;
    for (int round = 0; round < 12; round++) {
      Learner learner = enrolled(course, "hurries" + round);
      long attempt = learner.start(course.quiz());
      long question = course.questions().getFirst();
      int before = 2 + round;
      List<Callable<Long>> work = new ArrayList<>();
      work.add(() -> lastAccepted(learner, attempt, question));
      work.add(
          () -> {
            for (int i = 0; i < before; i++) {
              learner.read("/notifications").expect(200);
            }
            learner.hand(attempt).expect(200);
            return 0L;
          });

      long accepted = Together.run(work).getFirst();

      String stored = "SELECT %s AS n FROM answers WHERE attempt_id = ?";
      assertThat(server.count(stored.formatted("COALESCE(MAX(sequence), 0)"), attempt))
          .isEqualTo(accepted);
      long right =
          server.count(stored.formatted("COUNT(CASE WHEN value = 'b' THEN 1 END)"), attempt);
      assertThat(server.count("SELECT score AS n FROM attempts WHERE id = ?", attempt))
          .isEqualTo(right);
      refusedRounds += accepted < SAVES_MAX ? 1 : 0;
    }
    assertThat(refusedRounds).as("rounds in which saving and submitting met").isPositive();
  }

  /** Saves wrong and right answers in turn until one is refused. */
  private static long lastAccepted(Learner learner, long attempt, long question) {
    for (long sequence = 1; sequence <= SAVES_MAX; sequence++) {
      Learner.Reply reply =
          learner.save(attempt, question, sequence, sequence % 2 == 0 ? "b" : "a");
      if (reply.status() != 200) {
        assertThat(reply.expect(409).problem()).isEqualTo("attempt-submitted");
        return sequence - 1;
      }
    }
    return SAVES_MAX;
  }

  @Test
  void startsOneAttemptAtATimeAndNoMoreThanAllowed() {
    TaughtCourse course = TaughtCourse.in(server, "HR-1006", 1, new TaughtCourse.Rules(null, 0, 2));
    Learner learner = enrolled(course, "retries");
    String path = "/quizzes/" + course.quiz() + "/attempts";
    for (int number = 1; number <= 2; number++) {
      List<Learner.Reply> started = Together.run(AT_ONCE, () -> learner.api("POST", path, "{}"));
      assertThat(started).filteredOn(reply -> reply.status() == 201).hasSize(1);
      assertThat(started).filteredOn(reply -> reply.status() == 200).hasSize(AT_ONCE - 1);
      List<Long> ids =
          started.stream()
              .map(reply -> reply.json().path("attemptId").asLong())
              .distinct()
              .toList();
      assertThat(ids).hasSize(1);
      learner.hand(ids.getFirst()).expect(200);
    }
    List<Learner.Reply> beyond = Together.run(AT_ONCE, () -> learner.api("POST", path, "{}"));
    assertThat(beyond).allMatch(reply -> reply.problem().equals("attempts-used"));
    assertThat(server.count("SELECT COUNT(*) AS n FROM attempts WHERE quiz_id = ?", course.quiz()))
        .isEqualTo(2);
  }

  @Test
  void neverMovesAVideoBackwards() {
    TaughtCourse course = TaughtCourse.in(server, "HR-1007", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "watches");
    long lesson = course.lessons().getFirst();
    Random random = new Random(11);
    List<Callable<Integer>> watchers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int[] seconds = IntStream.range(0, 6).map(n -> random.nextInt(600)).toArray();
      watchers.add(() -> furthest(learner, lesson, seconds));
    }

    int furthest = Together.run(watchers).stream().mapToInt(Integer::intValue).max().orElseThrow();

    assertThat(learner.read("/lessons/" + lesson).json().path("positionSeconds").asInt())
        .isEqualTo(furthest);
    assertThat(server.get("/api/metrics", null).body()).contains("result=\"coalesced\"");
  }

  /** Each answer is at least what was sent and what this watcher was told before. */
  private static int furthest(Learner learner, long lesson, int[] seconds) {
    int told = 0;
    int sent = 0;
    for (int second : seconds) {
      int stored = learner.position(lesson, second).expect(200).json().path("seconds").asInt();
      assertThat(stored).isGreaterThanOrEqualTo(Math.max(told, second));
      told = stored;
      sent = Math.max(sent, second);
    }
    return sent;
  }

  @Test
  void countsEachRatingOnceWhenManyRateAtOnce() {
    TaughtCourse course = TaughtCourse.in(server, "HR-1008", 1, TaughtCourse.Rules.NONE);
    List<Callable<Learner.Reply>> ratings = new ArrayList<>();
    String path = "/courses/" + course.id() + "/rating";
    for (int i = 0; i < 6; i++) {
      Learner learner = enrolled(course, "rates" + i);
      for (int stars = 1; stars <= 5; stars++) {
        String body = "{\"stars\":%d,\"comment\":\"\"}".formatted(stars);
        ratings.add(() -> learner.api("PUT", path, body).expect(200));
      }
    }

    Together.run(ratings);

    assertThat(server.count("SELECT rating_count AS n FROM courses WHERE id = ?", course.id()))
        .isEqualTo(6);
    assertThat(
            server.count(
                "SELECT rating_sum - (SELECT SUM(stars) FROM ratings r WHERE r.course_id = c.id)"
                    + " AS n FROM courses c WHERE id = ?",
                course.id()))
        .isZero();
  }

  private Learner enrolled(TaughtCourse course, String name) {
    Learner learner = Learner.registered(server, name);
    learner.enrol(course.id()).expect(201);
    return learner;
  }

  private static long notifications(Learner learner, String kind) {
    return learner
        .read("/notifications")
        .expect(200)
        .json()
        .path("items")
        .findValuesAsText("kind")
        .stream()
        .filter(kind::equals)
        .count();
  }
}
