package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import lms.platform.DatabaseSettings;
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
import org.junit.jupiter.api.TestInstance;

/** Exams with everything that a teacher can set or do, by a clock of the test's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Exams {
  static final TaughtCourse.Rules MINUTE = new TaughtCourse.Rules(60, 5, 1);
  static final long TEACHER = 1;

  final MutableClock clock = new MutableClock();
  final LmsServer server;
  final Invigilation invigilation;
  final QuizEditing editing;
  final Marking marking;

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

  Learner.Reply begin(Learner learner, TaughtCourse course) {
    return learner.api("POST", "/quizzes/" + course.quiz() + "/attempts", "{}");
  }

  <T> T in(java.util.function.Function<lms.platform.Transaction, T> work) {
    return server.database.inTransaction(work);
  }

  void allow(TaughtCourse course, long user, Allowance allowance) {
    in(
        work -> {
          invigilation.allow(work, course.quiz(), user, _ -> allowance, TEACHER);
          return user;
        });
  }

  Instant extend(long attempt, int seconds) {
    return in(work -> invigilation.extend(work, attempt, Duration.ofSeconds(seconds)));
  }

  Instant reopen(long attempt, int seconds) {
    return in(
        work ->
            java.util.Objects.requireNonNull(
                invigilation.reopen(work, attempt, Duration.ofSeconds(seconds))));
  }

  void mark(long attempt, long question, double points, String comment) {
    Map<Long, Marking.Given> given = Map.of(question, new Marking.Given(points, comment));
    boolean saved =
        in(
            work ->
                marking.mark(work, attempt, marking.sheet(work, attempt).seen(), given, TEACHER));
    assertThat(saved).isTrue();
  }

  List<Long> pending(TaughtCourse course) {
    return in(work -> marking.pending(work, course.quiz(), 0, 10));
  }

  List<Invigilation.Sitting> sittings(TaughtCourse course, boolean open, long after) {
    return in(work -> invigilation.sittings(work, course.quiz(), open, 0, "", after, 10));
  }

  void set(TaughtCourse course, UnaryOperator<QuizSettings> change) {
    in(
        work -> {
          QuizSettings rules = editing.current(work, course.quiz()).settings();
          editing.change(work, course.quiz(), change.apply(rules));
          return course;
        });
  }

  /** Shows what came of a quiz once it is closed, with the right answers or without. */
  void reviewFrom(TaughtCourse course, Instant closing, boolean key) {
    set(
        course,
        rules ->
            review(
                window(rules, null, closing),
                new QuizSettings.Review(QuizSettings.ReviewFrom.CLOSING, true, key, true)));
  }

  void ask(TaughtCourse course, UnaryOperator<QuizContent> change) {
    in(
        work ->
            editing.ask(
                work,
                course.quiz(),
                () -> change.apply(editing.current(work, course.quiz()).content())));
  }

  static QuizSettings window(
      QuizSettings rules, @Nullable Instant opensAt, @Nullable Instant closesAt) {
    return changed(
        rules, rules.timeLimitSeconds(), opensAt, closesAt, rules.overdue(), rules.review());
  }

  static QuizSettings limit(QuizSettings rules, @Nullable Integer seconds) {
    return changed(
        rules, seconds, rules.opensAt(), rules.closesAt(), rules.overdue(), rules.review());
  }

  static QuizSettings overdue(QuizSettings rules, QuizSettings.Overdue overdue) {
    return changed(
        rules,
        rules.timeLimitSeconds(),
        rules.opensAt(),
        rules.closesAt(),
        overdue,
        rules.review());
  }

  static QuizSettings review(QuizSettings rules, QuizSettings.Review review) {
    return changed(
        rules,
        rules.timeLimitSeconds(),
        rules.opensAt(),
        rules.closesAt(),
        rules.overdue(),
        review);
  }

  static QuizSettings changed(
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

  static Question key(Question question, String correct, int points) {
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

  static Question essay(long id, String prompt) {
    return new Question(id, 99, QuestionKind.ESSAY, prompt, List.of(), "", 0, 4, "", "");
  }

  long user(String name) {
    return server.count("SELECT id AS n FROM users WHERE email = ?", name + "@example.test");
  }

  static long id(JsonNode started) {
    return started.path("attemptId").asLong();
  }

  static String path(JsonNode started) {
    return "/attempts/" + id(started);
  }

  static Instant instant(JsonNode json, String field) {
    return Instant.parse(json.path(field).asText());
  }

  Learner enrolled(TaughtCourse course, String name) {
    Learner learner = Learner.registered(server, name);
    learner.enrol(course.id()).expect(201);
    return learner;
  }
}
