package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import lms.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How many statements the database itself counts for a request, for small and for large courses.
 */
final class StatementCountTest {
  private static final int FEW = 4;
  private static final int MANY = 64;

  /** A course as large as there are. */
  private static final int LESSONS = 500;

  private static final int PEOPLE = 20_000;

  /** How often two courses are compared at most. */
  private static final int TRIES = 3;

  private static final AtomicInteger courses = new AtomicInteger(7_100);

  private static final TestDatabase database = new TestDatabase();
  private static final LmsServer server = new LmsServer(database.newDatabase(), Clock.systemUTC());

  /** Until a pod hears what others forget, it asks the database for each session. */
  @BeforeAll
  static void waitForRedis() {
    Eventually.within(
        10,
        () -> server.get("/api/metrics", null).body().contains("lms_cache_listening 1.0"),
        () -> "the platform does not listen to Redis");
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @Test
  void startsAQuizByAtMostSixStatementsHoweverManyQuestionsItHas() {
    Costs costs =
        compared(code -> statementsOfStart(code, FEW), code -> statementsOfStart(code, MANY));

    assertThat(costs.many).isEqualTo(costs.few).allMatch(count -> count > 0 && count <= 6);
  }

  private static List<Long> statementsOfStart(String code, int questions) {
    TaughtCourse course = course(code, FEW, questions);
    Learner warmsUp = enrolled(course, code + "a");
    warmsUp.start(course.quiz());
    Learner learner = enrolled(course, code + "b");
    learner.read("/notifications");
    return List.of(statements(() -> learner.start(course.quiz())));
  }

  @Test
  void savesAnAnswerByAtMostSixStatementsHoweverManyAreSaved() {
    Costs costs =
        compared(code -> statementsOfSave(code, FEW), code -> statementsOfSave(code, MANY));

    assertThat(costs.many).isEqualTo(costs.few).allMatch(count -> count > 0 && count <= 6);
  }

  private static List<Long> statementsOfSave(String code, int questions) {
    TaughtCourse course = course(code, FEW, questions);
    Learner learner = enrolled(course, code);
    long attempt = learner.start(course.quiz());
    for (int i = 0; i < questions; i++) {
      String value = TaughtCourse.RIGHT.get(i % TaughtCourse.RIGHT.size());
      learner.save(attempt, course.questions().get(i), 1, value).expect(200);
    }
    long question = course.questions().getFirst();
    return List.of(statements(() -> learner.save(attempt, question, 2, "a").expect(200)));
  }

  @Test
  void gradesAnAttemptByTheSameStatementsHoweverManyQuestionsItHas() {
    Costs costs =
        compared(
            code -> statementsOfSubmission(code, FEW), code -> statementsOfSubmission(code, MANY));

    assertThat(costs.many).isEqualTo(costs.few).allMatch(count -> count > 0);
  }

  private static List<Long> statementsOfSubmission(String code, int questions) {
    TaughtCourse course = course(code, FEW, questions);
    Learner learner = enrolled(course, code);
    long attempt = learner.start(course.quiz());
    learner.save(attempt, course.questions().getFirst(), 1, "b").expect(200);
    return List.of(statements(() -> learner.hand(attempt).expect(200)));
  }

  @Test
  void showsPagesByTheSameStatementsHoweverManyLessonsAndLearnersACourseHas() {
    Costs costs =
        compared(
            code -> statementsOfPages(code, FEW, 1),
            code -> statementsOfPages(code, LESSONS, PEOPLE));

    assertThat(costs.many).isEqualTo(costs.few).allMatch(count -> count <= 6);
    assertThat(costs.few.getFirst()).as("a course whose seats have changed").isPositive();
    assertThat(costs.few.get(1)).as("a course that is kept").isZero();
  }

  /**
   * Course page, again; lesson page, again; then the others; each by a learner whose session is
   * known.
   */
  private static List<Long> statementsOfPages(String code, int lessons, int people) {
    TaughtCourse course = course(code, lessons, FEW);
    crowd(course, code, people);
    Learner learner = enrolled(course, code);
    for (long lesson : course.lessons()) {
      learner.complete(lesson).expect(200);
    }
    String page = "/courses/" + course.id();
    String lesson = "/lessons/" + course.lessons().getFirst();
    return List.of(
        statements(() -> learner.page(page)),
        statements(() -> learner.page(page)),
        statements(() -> learner.page(lesson)),
        statements(() -> learner.page(lesson)),
        statements(() -> learner.page(lesson + "/discussion")),
        statements(() -> learner.page(page + "/ratings")),
        statements(() -> learner.page("/my")),
        statements(() -> learner.page("/calendar")),
        statements(() -> learner.page("/notifications")),
        statements(() -> learner.page("/profile")),
        statements(() -> learner.page("/grades")),
        statements(() -> learner.page("/courses?sort=rating&free=true")));
  }

  @Test
  void showsTheExamByAtMostSixStatementsHoweverManyQuestionsItHas() {
    Costs costs =
        compared(code -> statementsOfExam(code, FEW), code -> statementsOfExam(code, MANY));

    assertThat(costs.many).isEqualTo(costs.few).allMatch(count -> count > 0 && count <= 6);
  }

  /** The quiz, the attempt, how late it is, and the review; each by who has asked before. */
  private static List<Long> statementsOfExam(String code, int questions) {
    TaughtCourse course = course(code, FEW, questions);
    Learner learner = enrolled(course, code);
    long open = learner.start(course.quiz());
    learner.save(open, course.questions().getFirst(), 1, "b").expect(200);
    String attempt = "/attempts/" + open;
    List<Long> counts = new ArrayList<>();
    for (String path : List.of("/quizzes/" + course.quiz(), attempt, "/api" + attempt + "/time")) {
      learner.page(path);
      counts.add(statements(() -> learner.page(path)));
    }
    learner.hand(open).expect(200);
    learner.page(attempt + "/review");
    counts.add(statements(() -> learner.page(attempt + "/review")));
    return counts;
  }

  @Test
  void showsTeachersAnExamAndItsGradesByTheSameStatementsHoweverManyTakeIt() {
    Costs costs =
        compared(code -> statementsOfTeacher(code, FEW), code -> statementsOfTeacher(code, PEOPLE));

    assertThat(costs.many).isEqualTo(costs.few).allMatch(count -> count <= 8);
  }

  /** The monitor of open attempts and of all; gradebook and roster, and a search in each. */
  private static List<Long> statementsOfTeacher(String code, int takers) {
    TaughtCourse course = course(code, FEW, FEW);
    Learner teacher = Learner.teaching(server, code);
    teacher.takeOver(course.id());
    crowd(course, code, takers);
    server.database.inTransaction(
        transaction ->
            transaction.run(
                "INSERT INTO attempts (quiz_id, user_id, number, shuffle_seed, started_at)"
                    + " SELECT ?, user_id, 1, 7, NOW(3) FROM enrolments WHERE course_id = ?",
                course.quiz(),
                course.id()));
    String quiz = "/teach/quizzes/" + course.quiz();
    String taught = "/teach/courses/" + course.id();
    return List.of(
        statements(() -> teacher.page(quiz + "/monitor")),
        statements(() -> teacher.page(quiz + "/monitor?show=all")),
        statements(() -> teacher.page(quiz + "/monitor?show=absent")),
        statements(() -> teacher.page(taught + "/grades")),
        statements(() -> teacher.page(taught + "/grades?q=taker")),
        statements(() -> teacher.page(taught + "/roster")),
        statements(() -> teacher.page(taught + "/roster?q=taker")));
  }

  /** So many people who take a course. */
  private static void crowd(TaughtCourse course, String code, int people) {
    server.database.inTransaction(
        transaction -> {
          transaction.run("SET SESSION max_recursive_iterations = " + (people + 1));
          transaction.run(
              """
              INSERT INTO users (email, name, role, password_hash, created_at)
              WITH RECURSIVE numbers (n) AS
                (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
              SELECT CONCAT(?, '-', n, '@crowd.test'), 'Taker', 'learner', '-', NOW(3) FROM numbers
              """,
              people,
              code);
          return transaction.run(
              "INSERT INTO enrolments (user_id, course_id, created_at)"
                  + " SELECT id, ?, NOW(3) FROM users WHERE email LIKE CONCAT(?, '-%@crowd.test')",
              course.id(), code);
        });
  }

  /** What nobody has read yet is loaded once, and all who asked get what that load found. */
  @Test
  void loadsACourseOnceHoweverManyAskAtOnce() {
    Costs costs = compared(code -> statementsOfFirst(code, 1), code -> statementsOfFirst(code, 64));

    assertThat(costs.many).isEqualTo(costs.few).allMatch(count -> count > 0);
  }

  private static List<Long> statementsOfFirst(String code, int askers) {
    String path = "/api/courses/" + course(code, FEW, FEW).id();
    server.get("/api/courses", null);
    return List.of(
        statements(
            () ->
                assertThat(Together.run(askers, () -> server.get(path, null).body()))
                    .hasSize(askers)
                    .containsOnly(server.get(path, null).body())));
  }

  private static TaughtCourse course(String code, int lessons, int questions) {
    return TaughtCourse.in(server, code, lessons, questions, TaughtCourse.Rules.NONE);
  }

  private static Learner enrolled(TaughtCourse course, String name) {
    Learner learner = Learner.registered(server, name);
    learner.enrol(course.id()).expect(201);
    return learner;
  }

  /** Statements of each request to a small course, and to a large one. */
  private record Costs(List<Long> few, List<Long> many) {}

  /**
   * What both cost. The counters are the whole server's: what the platform does besides, and a
   * Redis that a stalled machine answers too late for, add to them and never take away. So courses
   * that differ are compared anew with others of their size, and the least counts.
   */
  private static Costs compared(
      Function<String, List<Long>> few, Function<String, List<Long>> many) {
    Costs costs = new Costs(few.apply(newCode()), many.apply(newCode()));
    for (int tries = 1; tries < TRIES && !costs.few.equals(costs.many); tries++) {
      costs =
          new Costs(
              least(costs.few, few.apply(newCode())), least(costs.many, many.apply(newCode())));
    }
    return costs;
  }

  private static List<Long> least(List<Long> ones, List<Long> others) {
    return IntStream.range(0, ones.size())
        .mapToObj(i -> Math.min(ones.get(i), others.get(i)))
        .toList();
  }

  private static String newCode() {
    return "HR-" + courses.incrementAndGet();
  }

  /** What the server's own counters of statements gain by {@code request}. */
  private static long statements(Runnable request) {
    long before = counted();
    request.run();
    return counted() - before;
  }

  private static long counted() {
    return server.database.reading(
        statements ->
            statements
                .list(
                    "SHOW GLOBAL STATUS WHERE Variable_name IN"
                        + " ('Com_select', 'Com_insert', 'Com_update', 'Com_delete')",
                    row -> Long.parseLong(row.text("Value")))
                .stream()
                .mapToLong(Long::longValue)
                .sum());
  }
}
