package lms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lms.platform.DatabaseSettings;
import lms.platform.Problem;
import lms.quizzes.Allowance;
import lms.quizzes.Invigilation;
import lms.quizzes.QuizSettings;
import org.junit.jupiter.api.Test;

/** When exams may be sat, by whom and how long, and what invigilators do about it. */
abstract class ExamTimes extends Exams {
  ExamTimes(DatabaseSettings database) {
    super(database);
  }

  @Test
  void opensAndClosesWhenItsTeacherSays() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3001", 1, MINUTE);
    Instant opening = clock.instant().plusSeconds(600);
    Instant closing = opening.plusSeconds(90);
    set(course, rules -> window(rules, opening, closing));
    Learner learner = enrolled(course, "early");

    assertThat(begin(learner, course).expect(409).problem()).isEqualTo("quiz-not-open");
    HttpResponse<String> page = learner.page("/quizzes/" + course.quiz());
    assertThat(page.headers().firstValue("Refresh")).contains("300");
    assertThat(page.body()).doesNotContain("Start an attempt").contains("It opens on");

    clock.forward(Duration.ofMinutes(10));
    assertThat(learner.page("/quizzes/" + course.quiz()).body()).contains("Start an attempt");
    clock.forward(Duration.ofSeconds(60));
    JsonNode started = begin(learner, course).expect(201).json();
    assertThat(instant(started, "deadline")).as("cut off by the closing").isEqualTo(closing);

    clock.forward(Duration.ofSeconds(60));
    Learner late = enrolled(course, "tardy");
    assertThat(begin(late, course).expect(409).problem()).isEqualTo("quiz-closed");
    assertThat(learner.read(path(started)).json().path("submittedAt").isNull()).isFalse();
  }

  @Test
  void tellsProgramsTheRulesAndWhatIsOnesOwnBeforeAnAttemptBegins() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3010", 1, MINUTE);
    Instant opening = clock.instant().plusSeconds(600);
    set(course, rules -> window(rules, opening, opening.plusSeconds(3_600)));
    Learner learner = enrolled(course, "plans");
    allow(course, user("plans"), new Allowance(30, 0, null, null));

    JsonNode before = facts(learner, course);
    assertThat(before.path("timeLimitSeconds").asInt()).isEqualTo(90);
    assertThat(before.path("graceSeconds").asInt()).isEqualTo(5);
    assertThat(before.path("questions").asInt()).isEqualTo(course.questions().size());
    assertThat(before.path("attemptLimit").asInt()).isOne();
    assertThat(instant(before, "opensAt")).isEqualTo(opening);
    assertThat(before.path("refusal").asText())
        .isEqualTo(begin(learner, course).expect(409).problem());

    clock.forward(Duration.ofMinutes(10));
    assertThat(facts(learner, course).path("refusal").isNull()).isTrue();
    long attempt = learner.start(course.quiz());
    assertThat(facts(learner, course).path("refusal").isNull()).as("it can be gone on").isTrue();
    learner.hand(attempt).expect(200);
    JsonNode after = facts(learner, course);
    assertThat(after.path("attempts").get(0).path("attemptId").asLong()).isEqualTo(attempt);
    assertThat(after.path("attempts").get(0).path("submittedAt").isNull()).isFalse();
    assertThat(after.path("refusal").asText())
        .isEqualTo(begin(learner, course).expect(409).problem());
  }

  private static JsonNode facts(Learner learner, TaughtCourse course) {
    return learner.read("/quizzes/" + course.quiz()).expect(200).json();
  }

  @Test
  void givesAPersonMoreTimeMoreAttemptsAndAnotherWindow() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3002", 1, MINUTE);
    Learner learner = enrolled(course, "slower");
    Learner other = enrolled(course, "faster");
    long user = user("slower");
    allow(course, user, new Allowance(30, 1, null, null));

    JsonNode first = begin(learner, course).expect(201).json();
    assertThat(instant(first, "deadline")).isEqualTo(clock.instant().plusSeconds(90));
    assertThat(instant(begin(other, course).expect(201).json(), "deadline"))
        .isEqualTo(clock.instant().plusSeconds(60));
    allow(course, user, new Allowance(120, 1, null, null));
    assertThat(instant(learner.read(path(first)).json(), "deadline"))
        .as("the open attempt's new deadline")
        .isEqualTo(clock.instant().plusSeconds(180));
    assertThat(learner.page("/quizzes/" + course.quiz()).body()).contains("2 minutes more");

    learner.hand(id(first)).expect(200);
    assertThat(begin(learner, course).expect(201).json().path("number").asInt()).isEqualTo(2);
    learner.hand(learner.start(course.quiz())).expect(200);
    assertThat(begin(learner, course).expect(409).problem()).isEqualTo("attempts-used");

    set(course, rules -> window(rules, null, clock.instant()));
    assertThat(begin(enrolled(course, "shut"), course).expect(409).problem())
        .isEqualTo("quiz-closed");
    allow(course, user, new Allowance(0, 2, null, clock.instant().plusSeconds(40)));
    assertThat(instant(begin(learner, course).expect(201).json(), "deadline"))
        .isEqualTo(clock.instant().plusSeconds(40));
  }

  @Test
  void movesTheClosingWithAPersonsExtraTime() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3021", 1, MINUTE);
    Instant closing = clock.instant().plusSeconds(30);
    set(course, rules -> window(rules, null, closing));
    Learner slower = enrolled(course, "needs-more");
    Learner late = enrolled(course, "needs-more-and-late");
    allow(course, user("needs-more"), new Allowance(45, 0, null, null));
    allow(course, user("needs-more-and-late"), new Allowance(45, 0, null, null));
    assertThat(slower.page("/quizzes/" + course.quiz()).body())
        .contains("45 seconds more")
        .contains("may go on until");

    JsonNode started = begin(slower, course).expect(201).json();
    assertThat(instant(started, "deadline")).isEqualTo(closing.plusSeconds(45));
    assertThat(instant(begin(enrolled(course, "no-more"), course).json(), "deadline"))
        .isEqualTo(closing);

    clock.forward(Duration.ofSeconds(60));
    slower.save(id(started), course.questions().getFirst(), 1, "b").expect(200);
    assertThat(begin(late, course).expect(409).problem()).isEqualTo("quiz-closed");
  }

  @Test
  void refusesAllowancesThatMakeNoSense() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3003", 1, MINUTE);
    enrolled(course, "sensible");
    long user = user("sensible");
    Instant now = clock.instant();

    assertThatThrownBy(() -> allow(course, user, new Allowance(-1, 0, null, null)))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(() -> allow(course, user, new Allowance(0, 1_001, null, null)))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(() -> allow(course, user, new Allowance(0, 0, now, now)))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(() -> allow(course, 999_999, new Allowance(1, 0, null, null)))
        .isInstanceOf(Problem.class);
  }

  @Test
  void countsWhatWasSavedAtTheDeadlineUnlessTheQuizSaysOtherwise() {
    TaughtCourse counted = TaughtCourse.in(server, "HR-3004", 1, MINUTE);
    TaughtCourse strict = TaughtCourse.in(server, "HR-3005", 1, MINUTE);
    set(strict, rules -> overdue(rules, QuizSettings.Overdue.DISCARD));
    for (TaughtCourse course : List.of(counted, strict)) {
      Learner learner = enrolled(course, "leaves" + course.id());
      long attempt = learner.start(course.quiz());
      learner.save(attempt, course.questions().getFirst(), 1, "b").expect(200);

      clock.forward(Duration.ofSeconds(66));

      JsonNode closed = learner.hand(attempt).expect(200).json();
      JsonNode grade = learner.read("/grades").json().path("grades").get(0);
      if (course.equals(counted)) {
        assertThat(closed.path("score").asDouble()).isEqualTo(1);
        assertThat(grade.path("best").asDouble()).isEqualTo(1);
      } else {
        assertThat(closed.path("score").isNull()).isTrue();
        assertThat(grade.path("best").isNull()).isTrue();
        assertThat(learner.page("/attempts/" + attempt + "/review").body()).contains("not counted");
      }
    }
    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM attempts WHERE quiz_id = ? AND ending = 'discarded'",
                strict.quiz()))
        .isEqualTo(1);
  }

  @Test
  void extendsAnOpenAttemptAndOpensAClosedOneAgain() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3006", 1, MINUTE);
    Learner learner = enrolled(course, "interrupted");
    long attempt = learner.start(course.quiz());
    Instant deadline = clock.instant().plusSeconds(60);
    long question = course.questions().getFirst();

    assertThat(extend(attempt, 30)).isEqualTo(deadline.plusSeconds(30));
    JsonNode saved = learner.save(attempt, question, 1, "b").expect(200).json();
    assertThat(instant(saved, "deadline")).isEqualTo(deadline.plusSeconds(30));
    assertThat(instant(saved, "serverTime")).isEqualTo(clock.instant());
    clock.forward(Duration.ofSeconds(80));
    learner.save(attempt, question, 2, "a").expect(200);
    set(course, rules -> limit(rules, 90));
    assertThat(instant(learner.read("/attempts/" + attempt + "/time").json(), "deadline"))
        .as("an extension outlives a change of the rules")
        .isEqualTo(deadline.plusSeconds(60));

    clock.forward(Duration.ofSeconds(200));
    assertThat(learner.save(attempt, question, 3, "b").expect(409).problem())
        .isEqualTo("attempt-overdue");
    assertThatThrownBy(() -> extend(attempt, 30)).isInstanceOf(Problem.class);
    Instant again = reopen(attempt, 120);

    assertThat(again).isEqualTo(clock.instant().plusSeconds(120));
    assertThat(learner.start(course.quiz())).as("goes on with it").isEqualTo(attempt);
    learner.save(attempt, question, 3, "b").expect(200);
    assertThatThrownBy(() -> reopen(attempt, 120)).isInstanceOf(Problem.class);
    assertThat(learner.hand(attempt).expect(200).json().path("score").asDouble()).isEqualTo(1);
    assertThat(begin(learner, course).expect(409).problem()).isEqualTo("attempts-used");
  }

  @Test
  void movesTheDeadlinesOfOpenAttemptsWithTheRules() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3007", 1, MINUTE);
    List<JsonNode> open = new ArrayList<>();
    Learner learner = enrolled(course, "moved");
    open.add(begin(learner, course).expect(201).json());
    Instant closing = clock.instant().plusSeconds(20);

    set(course, rules -> window(rules, null, closing));
    assertThat(instant(learner.read(path(open.getFirst())).json(), "deadline")).isEqualTo(closing);
    set(course, rules -> limit(window(rules, null, null), null));
    assertThat(learner.read(path(open.getFirst())).json().path("deadline").isNull()).isTrue();
  }

  @Test
  void showsInvigilatorsWhoIsInAndWhenTheyLastSaved() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3008", 1, MINUTE);
    Learner learner = enrolled(course, "watched");
    long attempt = learner.start(course.quiz());
    clock.forward(Duration.ofSeconds(7));
    learner.save(attempt, course.questions().getFirst(), 1, "b").expect(200);
    learner.save(attempt, course.questions().get(1), 1, "").expect(200);

    List<Invigilation.Sitting> open = sittings(course, true, 0);

    assertThat(open)
        .singleElement()
        .satisfies(
            sitting -> {
              assertThat(sitting.name()).isEqualTo("watched");
              assertThat(sitting.savedAt()).isEqualTo(clock.instant());
              assertThat(sitting.answered()).isEqualTo(1);
            });
    learner.hand(attempt).expect(200);
    assertThat(sittings(course, true, 0)).isEmpty();
    assertThat(sittings(course, false, 0))
        .singleElement()
        .satisfies(sitting -> assertThat(sitting.ending()).isEqualTo("learner"));
    assertThat(sittings(course, false, attempt)).isEmpty();
  }
}
