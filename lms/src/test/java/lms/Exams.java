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
import lms.quizzes.Allowance;
import lms.quizzes.Invigilation;
import lms.quizzes.Marking;
import lms.quizzes.Question;
import lms.quizzes.QuestionKind;
import lms.quizzes.QuizContent;
import lms.quizzes.QuizEditing;
import lms.quizzes.QuizSettings;
import lms.testing.MutableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Exams with everything that a teacher can set or do, by a clock of the test's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Exams {
  private static final TaughtCourse.Rules MINUTE = new TaughtCourse.Rules(60, 5, 1);
  private static final long TEACHER = 1;

  private final MutableClock clock = new MutableClock();
  private final LmsServer server;
  private final Invigilation invigilation;
  private final QuizEditing editing;
  private final Marking marking;

  Exams(DatabaseSettings database) {
    server = new LmsServer(database, clock);
    invigilation = server.lms.quizzes().invigilation();
    editing = server.lms.quizzes().editing();
    marking = server.lms.quizzes().marking();
  }

  @AfterAll
  void stop() {
    server.close();
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
    set(
        course,
        rules ->
            review(
                window(rules, null, closing),
                new QuizSettings.Review(QuizSettings.ReviewFrom.CLOSING, true, false, true)));
    Learner learner = enrolled(course, "curious");
    long attempt = learner.start(course.quiz());
    learner.save(attempt, course.questions().getLast(), 1, "sugar").expect(200);

    assertThat(learner.hand(attempt).expect(200).json().path("score").isNull()).isTrue();
    String review = "/attempts/" + attempt + "/review";
    assertThat(learner.read(review).expect(409).problem()).isEqualTo("review-hidden");
    assertThat(learner.page(review).body()).contains("is shown from").doesNotContain("sugar");
    assertThat(learner.page("/quizzes/" + course.quiz()).body()).doesNotContain("0 of 4");
    assertThat(learner.read("/attempts/" + attempt).json().path("score").isNull()).isTrue();
    assertThat(learner.read("/notifications").text()).doesNotContain("0 of 4");
    JsonNode grade = learner.read("/grades").json().path("grades").get(0);
    assertThat(grade.path("attempts").asInt()).isEqualTo(1);
    assertThat(grade.path("best").isNull()).isTrue();

    clock.forward(Duration.ofHours(1));
    assertThat(learner.read(review).expect(200).json().path("score").asDouble()).isZero();
    assertThat(learner.page(review).body()).contains("sugar").doesNotContain("Chlorophyll");

    set(
        course,
        rules ->
            review(
                rules, new QuizSettings.Review(QuizSettings.ReviewFrom.NEVER, true, true, true)));
    learner.read(review).expect(409);
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

  private Learner.Reply begin(Learner learner, TaughtCourse course) {
    return learner.api("POST", "/quizzes/" + course.quiz() + "/attempts", "{}");
  }

  private <T> T in(java.util.function.Function<lms.platform.Transaction, T> work) {
    return server.database.inTransaction(work);
  }

  private void allow(TaughtCourse course, long user, Allowance allowance) {
    in(
        work -> {
          invigilation.allow(work, course.quiz(), user, allowance, TEACHER);
          return user;
        });
  }

  private Instant extend(long attempt, int seconds) {
    return in(work -> invigilation.extend(work, attempt, Duration.ofSeconds(seconds)));
  }

  private Instant reopen(long attempt, int seconds) {
    return in(
        work ->
            java.util.Objects.requireNonNull(
                invigilation.reopen(work, attempt, Duration.ofSeconds(seconds))));
  }

  private void mark(long attempt, long question, double points, String comment) {
    in(
        work -> {
          marking.mark(work, attempt, question, points, comment, TEACHER);
          return attempt;
        });
  }

  private List<Long> pending(TaughtCourse course) {
    return in(work -> marking.pending(work, course.quiz(), 0, 10));
  }

  private List<Invigilation.Sitting> sittings(TaughtCourse course, boolean open, long after) {
    return in(work -> invigilation.sittings(work, course.quiz(), open, 0, after, 10));
  }

  private void set(TaughtCourse course, UnaryOperator<QuizSettings> change) {
    in(
        work -> {
          QuizSettings rules = editing.current(work, course.quiz()).settings();
          editing.change(work, course.quiz(), change.apply(rules));
          return course;
        });
  }

  private void ask(TaughtCourse course, UnaryOperator<QuizContent> change) {
    in(
        work ->
            editing.ask(
                work,
                course.quiz(),
                () -> change.apply(editing.current(work, course.quiz()).content())));
  }

  private static QuizSettings window(
      QuizSettings rules, @Nullable Instant opensAt, @Nullable Instant closesAt) {
    return changed(
        rules, rules.timeLimitSeconds(), opensAt, closesAt, rules.overdue(), rules.review());
  }

  private static QuizSettings limit(QuizSettings rules, @Nullable Integer seconds) {
    return changed(
        rules, seconds, rules.opensAt(), rules.closesAt(), rules.overdue(), rules.review());
  }

  private static QuizSettings overdue(QuizSettings rules, QuizSettings.Overdue overdue) {
    return changed(
        rules,
        rules.timeLimitSeconds(),
        rules.opensAt(),
        rules.closesAt(),
        overdue,
        rules.review());
  }

  private static QuizSettings review(QuizSettings rules, QuizSettings.Review review) {
    return changed(
        rules,
        rules.timeLimitSeconds(),
        rules.opensAt(),
        rules.closesAt(),
        rules.overdue(),
        review);
  }

  private static QuizSettings changed(
      QuizSettings rules,
      @Nullable Integer seconds,
      @Nullable Instant opensAt,
      @Nullable Instant closesAt,
      QuizSettings.Overdue overdue,
      QuizSettings.Review review) {
    return new QuizSettings(
        rules.title(),
        seconds,
        rules.graceSeconds(),
        rules.attemptLimit(),
        rules.shuffled(),
        rules.passPercent(),
        opensAt,
        closesAt,
        overdue,
        review);
  }

  private static Question key(Question question, String correct, int points) {
    return new Question(
        question.id(),
        question.position(),
        question.kind(),
        question.prompt(),
        question.options(),
        correct,
        question.tolerance(),
        points,
        question.feedback(),
        question.pool());
  }

  private static Question essay(long id, String prompt) {
    return new Question(id, 99, QuestionKind.ESSAY, prompt, List.of(), "", 0, 4, "", "");
  }

  private long user(String name) {
    return server.count("SELECT id AS n FROM users WHERE email = ?", name + "@example.test");
  }

  private static long id(JsonNode started) {
    return started.path("attemptId").asLong();
  }

  private static String path(JsonNode started) {
    return "/attempts/" + id(started);
  }

  private static Instant instant(JsonNode json, String field) {
    return Instant.parse(json.path(field).asText());
  }

  private Learner enrolled(TaughtCourse course, String name) {
    Learner learner = Learner.registered(server, name);
    learner.enrol(course.id()).expect(201);
    return learner;
  }
}
