package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import lms.platform.DatabaseSettings;
import lms.testing.MutableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How much of a video counts as watched, and where a course goes on, on any database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Watching {
  private final MutableClock clock = new MutableClock();
  private final LmsServer server;

  Watching(DatabaseSettings database) {
    server = new LmsServer(database, clock);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private void run(String sql, Object... parameters) {
    server.database.inTransaction(transaction -> transaction.run(sql, parameters));
  }

  private static int watched(Learner.Reply reply) {
    return reply.expect(200).json().path("watchedSeconds").asInt();
  }

  /** A course of one lesson, which is done when its video of 600 s was watched. */
  private TaughtCourse toBeWatched(String code) {
    TaughtCourse course = TaughtCourse.in(server, code, 1, TaughtCourse.Rules.NONE);
    run("UPDATE lessons SET completion = 'viewed' WHERE course_id = ?", course.id());
    return course;
  }

  @Test
  void countsWhatCanHaveBeenPlayedAndNoJump() {
    long lesson = toBeWatched("HR-9001").lessons().getFirst();
    Learner learner = Learner.registered(server, "jumps");
    learner.enrol(course(lesson)).expect(201);

    assertThat(watched(learner.position(lesson, 0))).isZero();
    clock.forward(Duration.ofSeconds(15));
    assertThat(watched(learner.position(lesson, 15))).isEqualTo(15);
    assertThat(watched(learner.position(lesson, 600))).isLessThan(60);
    for (int i = 0; i < 30; i++) {
      learner.position(lesson, i % 2 == 0 ? 0 : 600).expect(200);
    }
    assertThat(learner.read("/lessons/" + lesson).text()).contains("\"completed\":false");

    learner.position(lesson, 0).expect(200);
    for (int second = 30; second <= 600; second += 30) {
      clock.forward(Duration.ofSeconds(15));
      learner.position(lesson, second).expect(200);
    }
    assertThat(learner.read("/lessons/" + lesson).text()).contains("\"completed\":true");
  }

  private long course(long lesson) {
    return server.count("SELECT course_id AS n FROM lessons WHERE id = ?", lesson);
  }

  @Test
  void believesWhoSaysToHaveWatchedAVideoAsSoonAsThatIsPossible() {
    TaughtCourse course = toBeWatched("HR-9002");
    long lesson = course.lessons().getFirst();
    String page = "/lessons/" + lesson;
    Learner learner = Learner.taking(server, course.id(), "scriptless");

    assertThat(learner.complete(lesson).expect(409).problem()).isEqualTo("completed-otherwise");
    assertThat(learner.page(page).body()).contains("I begin to watch").doesNotContain("I have wat");
    assertThat(learner.submit(page, page + "/position", Map.of("seconds", "0")).statusCode())
        .isEqualTo(303);
    String begun = learner.page(page).body();
    assertThat(begun).contains("I have watched this").contains("That counts from ");
    Map<String, String> form = Learner.hidden(begun);

    HttpResponse<String> early = learner.submit(page, page + "/completion", form);
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("have been watched to its end before");
    clock.forward(Duration.ofMinutes(5));

    assertThat(learner.submit(page, page + "/completion", form).statusCode()).isEqualTo(303);
    assertThat(learner.page(page).body()).contains("You have completed this lesson");
    learner.complete(lesson).expect(200);
  }

  @Test
  void goesOnWhereAVideoWasLastAlsoAfterRewatching() {
    TaughtCourse course = TaughtCourse.in(server, "HR-9003", 1, TaughtCourse.Rules.NONE);
    long lesson = course.lessons().getFirst();
    Learner learner = Learner.taking(server, course.id(), "rewatches");
    learner.position(lesson, 500).expect(200);
    learner.position(lesson, 40).expect(200);

    JsonNode read = learner.read("/lessons/" + lesson).expect(200).json();
    assertThat(read.path("positionSeconds").asInt()).isEqualTo(500);
    assertThat(read.path("resumeSeconds").asInt()).isEqualTo(40);
    assertThat(learner.page("/lessons/" + lesson).body())
        .contains("data-position=\"40\"")
        .contains("second 40 of 600");
    assertThat(learner.read("/my").json().path("resume").path("seconds").asInt()).isEqualTo(40);
  }

  /** As rows are that a version before wrote, which knew the furthest second only. */
  @Test
  void keepsWhatWasWatchedBeforeWatchingWasCounted() {
    TaughtCourse course = toBeWatched("HR-9004");
    long lesson = course.lessons().getFirst();
    Learner learner = Learner.taking(server, course.id(), "veteran");
    run(
        "INSERT INTO lesson_progress (user_id, lesson_id, course_id, video_position_seconds,"
            + " updated_at) VALUES (?, ?, ?, 560, NOW(3))",
        learner.id(),
        lesson,
        course.id());

    JsonNode read = learner.read("/lessons/" + lesson).expect(200).json();
    assertThat(read.path("watchedSeconds").asInt()).isEqualTo(560);
    assertThat(read.path("resumeSeconds").asInt()).isEqualTo(560);
    learner.position(lesson, 575).expect(200);
    assertThat(learner.read("/lessons/" + lesson).text()).contains("\"completed\":true");
  }

  @Test
  void showsOnTheCoursePageWhatIsDoneAndLockedAndWhereToGoOn() {
    TaughtCourse course = TaughtCourse.in(server, "HR-9005", 4, TaughtCourse.Rules.NONE);
    List<Long> lessons = course.lessons();
    run("UPDATE lessons SET after_lesson_id = ? WHERE id = ?", lessons.get(2), lessons.get(1));
    run("UPDATE lessons SET opens_at = ? WHERE id = ?", later(), lessons.get(3));
    Learner learner = Learner.taking(server, course.id(), "oriented");
    String page = "/courses/" + course.id();
    String progress = page + "/progress";

    assertThat(learner.page(page).body())
        .contains("Go to the first lesson")
        .contains("0 of 4 lessons completed");
    learner.complete(lessons.get(0)).expect(200);

    assertThat(learner.page(page).body())
        .contains("1 of 4 lessons completed")
        .contains("<a class=\"button\" href=\"/lessons/" + lessons.get(2) + "\">Continue</a>")
        .contains("<span class=\"done\">done</span>")
        .contains("<span class=\"badge warn\">locked</span>");
    JsonNode standing = learner.read(progress).expect(200).json();
    assertThat(standing.path("done")).hasSize(1);
    assertThat(standing.path("locked")).hasSize(2);
    assertThat(standing.path("next").asLong()).isEqualTo(lessons.get(2));
    learner.complete(lessons.get(2)).expect(200);
    assertThat(learner.read(progress).json().path("next").asLong()).isEqualTo(lessons.get(1));
    learner.complete(lessons.get(1)).expect(200);
    assertThat(learner.page(page).body())
        .contains("No lesson that is left is open to you yet")
        .doesNotContain("After Lesson 3");
    assertThat(server.get(page, null).body()).doesNotContain("lessons completed");
    Learner.registered(server, "outsider").read(progress).expect(403);
  }

  @Test
  void showsAtOnceWhichLessonAQuizHasCompleted() {
    TaughtCourse course = TaughtCourse.in(server, "HR-9007", 2, TaughtCourse.Rules.NONE);
    run(
        "UPDATE lessons SET completion = 'quiz', completion_quiz_id = ? WHERE id = ?",
        course.quiz(),
        course.lessons().getFirst());
    Learner learner = Learner.taking(server, course.id(), "passes");
    String page = "/courses/" + course.id();
    assertThat(learner.page(page).body()).contains("0 of 2 lessons completed");

    course.pass(learner, learner.start(course.quiz()), 1);

    assertThat(learner.page(page).body())
        .contains("1 of 2 lessons completed")
        .contains("/lessons/" + course.lessons().getLast() + "\">Continue</a>");
  }

  private LocalDateTime later() {
    return LocalDateTime.ofInstant(clock.instant().plus(Duration.ofDays(900)), ZoneOffset.UTC);
  }

  @Test
  void continuesWithALessonThatIsOpen() {
    TaughtCourse course = TaughtCourse.in(server, "HR-9006", 4, TaughtCourse.Rules.NONE);
    List<Long> lessons = course.lessons();
    long section =
        server.count("SELECT section_id AS n FROM lessons WHERE id = ?", lessons.getFirst());
    long last =
        server.database.inTransaction(
            transaction ->
                transaction.insert(
                    "INSERT INTO sections (course_id, position, title, after_section_id)"
                        + " VALUES (?, 2, 'Leaves', ?)",
                    course.id(),
                    section));
    run("UPDATE lessons SET section_id = ? WHERE id = ?", last, lessons.get(3));
    run("UPDATE lessons SET opens_at = ? WHERE id = ?", later(), lessons.get(0));
    run("UPDATE lessons SET after_lesson_id = ? WHERE id = ?", lessons.get(0), lessons.get(1));
    Learner learner = Learner.taking(server, course.id(), "continues");

    assertThat(next(learner)).isEqualTo(lessons.get(2));
    learner.complete(lessons.get(2)).expect(200);
    JsonNode mine = learner.read("/my").json();
    assertThat(mine.path("courses").get(0).path("nextLesson").isNull()).isTrue();
    assertThat(mine.path("resume").isNull()).isTrue();
    assertThat(learner.page("/my").body()).contains("No lesson that is left is open yet");

    clock.forward(Duration.ofDays(901));
    learner = new Learner(server, server.signedIn("continues"));
    assertThat(next(learner)).isEqualTo(lessons.get(0));
    assertThat(learner.read("/my").json().path("resume").path("lessonId").asLong())
        .isEqualTo(lessons.get(0));
    learner.complete(lessons.get(0)).expect(200);
    assertThat(next(learner)).isEqualTo(lessons.get(1));
    learner.complete(lessons.get(1)).expect(200);
    assertThat(next(learner)).isEqualTo(lessons.get(3));
  }

  private static long next(Learner learner) {
    JsonNode course = learner.read("/my").expect(200).json().path("courses").get(0);
    return course.path("nextLesson").asLong();
  }
}
