package lms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import lms.platform.DatabaseSettings;
import lms.platform.Problem;
import lms.quizzes.Question;
import lms.quizzes.QuestionKind;
import lms.quizzes.QuizContent;
import lms.quizzes.QuizSettings;
import org.junit.jupiter.api.Test;

/** What an attempt asks, what it is worth, and what its learner sees of that. */
abstract class ExamContents extends Exams {
  ExamContents(DatabaseSettings database) {
    super(database);
  }

  @Test
  void leavesAnAttemptItsQuestionsWhenTheQuizChanges() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3009", 1, TaughtCourse.Rules.NONE);
    Learner before = enrolled(course, "before");
    JsonNode started = begin(before, course).expect(201).json();
    long first = course.questions().getFirst();

    ask(
        course,
        content ->
            new QuizContent(
                List.of(
                    key(content.questions().getFirst(), "a", 3),
                    essay(10_000 + course.quiz(), "Why are leaves green?")),
                Map.of()));

    assertThat(before.read(path(started)).json().path("questions"))
        .isEqualTo(started.path("questions"));
    before.save(id(started), first, 1, "a").expect(200);
    before.save(id(started), course.questions().get(2), 1, "12.5").expect(200);
    before.save(id(started), 10_000 + course.quiz(), 1, "?").expect(404);
    assertThat(before.hand(id(started)).expect(200).json().path("score").asDouble())
        .as("the corrected key and points, and the old key of what was taken out")
        .isEqualTo(4);

    JsonNode after = begin(enrolled(course, "after"), course).expect(201).json();
    assertThat(after.path("questions").findValuesAsText("kind"))
        .containsExactlyInAnyOrder("single", "essay");
  }

  @Test
  void regradesWhatWasSubmittedOnceAKeyIsCorrected() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3010", 1, TaughtCourse.Rules.NONE);
    Learner wronged = enrolled(course, "wronged");
    long attempt = wronged.start(course.quiz());
    for (int i = 0; i < 3; i++) {
      String value = i == 0 ? "c" : TaughtCourse.RIGHT.get(i);
      wronged.save(attempt, course.questions().get(i), 1, value).expect(200);
    }
    assertThat(wronged.hand(attempt).expect(200).json().path("score").asDouble()).isEqualTo(2);
    wronged.complete(course.lessons().getFirst()).expect(200);
    assertThat(wronged.read("/grades").json().path("grades").get(0).path("passed").asBoolean())
        .isFalse();

    ask(
        course,
        content ->
            new QuizContent(
                content.questions().stream()
                    .map(question -> question.position() == 1 ? key(question, "c", 1) : question)
                    .toList(),
                Map.of()));
    assertThat(marking.regrade(course.quiz())).isEqualTo(1);
    assertThat(marking.regrade(course.quiz())).as("nothing is left to change").isZero();

    JsonNode grade = wronged.read("/grades").json().path("grades").get(0);
    assertThat(grade.path("best").asDouble()).isEqualTo(3);
    assertThat(grade.path("certificate").isNull()).as("earned by the regrade").isFalse();
  }

  @Test
  void waitsForATeachersMarksOfAnEssay() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3011", 1, TaughtCourse.Rules.NONE);
    long essay = 20_000 + course.quiz();
    ask(
        course,
        content ->
            new QuizContent(
                List.of(content.questions().getFirst(), essay(essay, "Why?")), Map.of()));
    Learner writer = enrolled(course, "writer");
    long attempt = writer.start(course.quiz());
    assertThat(writer.page("/attempts/" + attempt).body()).contains("<textarea");
    writer.save(attempt, course.questions().getFirst(), 1, "b").expect(200);
    writer.save(attempt, essay, 1, "Because of light. ".repeat(500)).expect(200);
    writer.hand(attempt).expect(200);

    assertThat(writer.page("/attempts/" + attempt + "/review").body())
        .contains("1 of 5 points so far")
        .contains("Waits for marks");
    assertThat(pending(course)).containsExactly(attempt);
    assertThatThrownBy(() -> mark(attempt, essay, 4.5, "")).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> mark(attempt, 1, 1, "")).isInstanceOf(Problem.class);
    mark(attempt, essay, 3.5, "Say which light");

    assertThat(pending(course)).isEmpty();
    assertThat(writer.page("/attempts/" + attempt + "/review").body())
        .contains("4.5 of 5 points: passed")
        .contains("Say which light");
    mark(attempt, course.questions().getFirst(), 0, "Guessed");
    assertThat(writer.read("/attempts/" + attempt + "/review").json().path("score").asDouble())
        .as("marks count instead of the key")
        .isEqualTo(3.5);
  }

  @Test
  void showsWhatTheTeacherWantsShownAndFromThenOn() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3012", 1, TaughtCourse.Rules.NONE);
    Instant closing = clock.instant().plusSeconds(3_600);
    reviewFrom(course, closing, false);
    Learner learner = enrolled(course, "curious");
    long attempt = learner.start(course.quiz());
    learner.save(attempt, course.questions().getLast(), 1, "sugar").expect(200);

    assertThat(learner.hand(attempt).expect(200).json().path("score").isNull()).isTrue();
    String review = "/attempts/" + attempt + "/review";
    assertThat(learner.read(review).expect(409).problem()).isEqualTo("review-hidden");
    assertThat(learner.page(review).body()).contains("is shown from").doesNotContain("sugar");
    assertThat(learner.page("/quizzes/" + course.quiz()).body()).doesNotContain("0 of 4");
    JsonNode closed = learner.read("/attempts/" + attempt).expect(200).json();
    assertThat(closed.path("score").isNull()).isTrue();
    assertThat(closed.path("questions")).as("others still sit it").isEmpty();
    assertThat(closed.path("answers")).isEmpty();
    assertThat(learner.read("/notifications").text()).doesNotContain("0 of 4");
    JsonNode grade = learner.read("/grades").json().path("grades").get(0);
    assertThat(grade.path("attempts").asInt()).isEqualTo(1);
    assertThat(grade.path("best").isNull()).isTrue();

    clock.forward(Duration.ofHours(1));
    assertThat(learner.read(review).expect(200).json().path("score").asDouble()).isZero();
    assertThat(learner.page(review).body()).contains("sugar").doesNotContain("Chlorophyll");
    assertThat(learner.read("/attempts/" + attempt).json().path("questions")).hasSize(4);

    set(
        course,
        rules ->
            review(
                rules, new QuizSettings.Review(QuizSettings.ReviewFrom.NEVER, true, true, true)));
    learner.read(review).expect(409);
    assertThat(learner.read("/attempts/" + attempt).expect(200).text()).doesNotContain("sugar");
  }

  @Test
  void waitsForMarksAnewOfWhatWasWrittenAfterAReopening() {
    for (boolean markedBefore : List.of(false, true)) {
      TaughtCourse course =
          TaughtCourse.in(server, markedBefore ? "HR-3022" : "HR-3023", 1, MINUTE);
      long essay = 40_000 + course.quiz();
      long first = course.questions().getFirst();
      ask(
          course,
          content ->
              new QuizContent(
                  List.of(content.questions().getFirst(), essay(essay, "Why?")), Map.of()));
      Learner writer = enrolled(course, "writes-twice" + course.id());
      long attempt = writer.start(course.quiz());
      writer.save(attempt, first, 1, "b").expect(200);
      writer.save(attempt, essay, 1, "Short.").expect(200);
      writer.hand(attempt).expect(200);
      mark(attempt, essay, 1, "Too short");
      mark(attempt, first, 0.5, "Guessed");
      if (markedBefore) {
        in(work -> work.run("UPDATE answer_marks SET sequence = NULL"));
        clock.forward(Duration.ofSeconds(1));
      }

      reopen(attempt, 60);
      writer.save(attempt, essay, 2, "Longer.").expect(200);
      writer.hand(attempt).expect(200);

      assertThat(pending(course)).containsExactly(attempt);
      JsonNode review = writer.read("/attempts/" + attempt + "/review").expect(200).json();
      assertThat(review.path("score").asDouble()).as("what was not touched").isEqualTo(0.5);
      assertThat(review.toString()).doesNotContain("Too short");
      mark(attempt, essay, 4, "");
      assertThat(pending(course)).isEmpty();
      assertThat(writer.read("/attempts/" + attempt + "/review").json().path("score").asDouble())
          .isEqualTo(4.5);
    }
  }

  @Test
  void countsNoMoreOfAMarkThanItsQuestionIsWorthByNow() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3024", 1, TaughtCourse.Rules.NONE);
    long essay = 40_000 + course.quiz();
    ask(course, content -> new QuizContent(List.of(essay(essay, "Why?")), Map.of()));
    Learner writer = enrolled(course, "worth-less");
    long attempt = writer.start(course.quiz());
    writer.save(attempt, essay, 1, "Because.").expect(200);
    writer.hand(attempt).expect(200);
    mark(attempt, essay, 4, "");

    ask(
        course,
        content -> new QuizContent(List.of(key(content.questions().getFirst(), "", 3)), Map.of()));
    marking.regrade(course.quiz());

    JsonNode review = writer.read("/attempts/" + attempt + "/review").expect(200).json();
    assertThat(review.path("score").asDouble()).isEqualTo(3);
    assertThat(review.path("maxScore").asDouble()).isEqualTo(3);
    assertThat(review.path("lines").get(0).path("points").asDouble()).isEqualTo(3);
  }

  @Test
  void letsThoseGoOnWhoBeganWhenAQuizIsWithdrawn() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3015", 1, TaughtCourse.Rules.NONE);
    Learner inside = enrolled(course, "inside");
    long attempt = inside.start(course.quiz());
    in(work -> work.run("UPDATE quizzes SET draft = TRUE WHERE id = ?", course.quiz()));
    set(course, UnaryOperator.identity());

    begin(enrolled(course, "outside"), course).expect(404);
    inside.save(attempt, course.questions().getFirst(), 1, "b").expect(200);
    assertThat(inside.page("/attempts/" + attempt).statusCode()).isEqualTo(200);
    assertThat(inside.hand(attempt).expect(200).json().path("score").asDouble()).isEqualTo(1);
  }

  @Test
  void drawsQuestionsForEachAttemptAndKeepsThem() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3013", 1, TaughtCourse.Rules.NONE);
    List<Question> pool = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      pool.add(
          new Question(
              30_000 + i, i, QuestionKind.TEXT, "Q" + i, List.of(), "x", 0, 1, "", "pool"));
    }
    ask(course, content -> new QuizContent(pool, Map.of("pool", 3)));
    Learner learner = enrolled(course, "drawn");
    List<JsonNode> papers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      JsonNode started = begin(learner, course).expect(201).json();
      assertThat(started.path("questions")).hasSize(3);
      assertThat(learner.read(path(started)).json().path("questions"))
          .isEqualTo(started.path("questions"));
      long other =
          pool.stream()
              .map(Question::id)
              .filter(id -> !started.path("questions").findValuesAsText("id").contains("" + id))
              .findFirst()
              .orElseThrow();
      learner.save(id(started), other, 1, "x").expect(404);
      papers.add(started.path("questions"));
      learner.hand(id(started)).expect(200);
    }
    assertThat(papers.stream().distinct().count()).isGreaterThan(1);
    assertThat(learner.page("/quizzes/" + course.quiz()).body()).contains("3 questions, 3 points");
  }

  @Test
  void keepsFlagsAndWarnsOfWhatIsUnansweredWithoutScripts() {
    TaughtCourse course = TaughtCourse.in(server, "HR-3014", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "careful");
    long attempt = learner.start(course.quiz());
    String page = "/attempts/" + attempt;
    long first = course.questions().getFirst();
    Map<String, String> some = Map.of("q" + first, "b", "flag", first + "," + 999);

    HttpResponse<String> warned = learner.submit(page, page + "/submission", some);
    assertThat(warned.headers().firstValue("Location")).contains(page + "?notice=unanswered");
    String shown = learner.page(page + "?notice=unanswered").body();
    assertThat(shown).contains("Some questions have no answer").contains("Hand in all the same");
    assertThat(learner.read(page).json().path("flagged")).hasSize(1);
    assertThat(learner.read(page).json().path("answers").get(0).path("value").asText())
        .as("saved before it was asked")
        .isEqualTo("b");

    HttpResponse<String> sure =
        learner.submit(page + "?notice=unanswered", page + "/submission", Map.of("q" + first, "b"));
    assertThat(sure.headers().firstValue("Location")).contains(page + "/review");
    assertThat(learner.api("PUT", page + "/flags", "{\"questions\":[]}").expect(409).problem())
        .isEqualTo("attempt-submitted");
  }
}
