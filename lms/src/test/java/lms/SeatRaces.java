package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import lms.platform.DatabaseSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Seats and the line for them, alone and when many come and go at once, on any database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SeatRaces {
  private final LmsServer server;

  SeatRaces(DatabaseSettings database) {
    server = new LmsServer(database, Clock.systemUTC());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void givesASeatThatCameFreeToTheFirstInTheLine() {
    long course = server.course("HR-8101", 1);
    Learner sits = Learner.registered(server, "sits");
    Learner first = Learner.registered(server, "first");
    Learner second = Learner.registered(server, "second");
    sits.enrol(course).expect(201);
    assertThat(first.enrol(course).expect(409).problem()).isEqualTo("course-full");

    assertThat(await(first, course).expect(201).json().path("place").asInt()).isEqualTo(1);
    assertThat(await(second, course).expect(201).json().path("place").asInt()).isEqualTo(2);
    assertThat(await(first, course).expect(201).json().path("place").asInt()).isEqualTo(1);
    assertThat(first.page("/courses/" + course).body()).contains("You are next in line");
    assertThat(second.page("/courses/" + course).body()).contains("You are number 2 in line");
    leave(sits, course).expect(200);

    assertThat(place(first, course).path("enrolled").asBoolean()).isTrue();
    assertThat(place(second, course).path("place").asInt()).isEqualTo(1);
    assertThat(first.read("/notifications").text()).contains("A seat came free and is yours");
    assertThat(sits.enrol(course).expect(409).problem()).isEqualTo("course-full");
    assertThat(sits.page("/lessons/" + lesson(course)).statusCode()).isEqualTo(403);
    assertThat(first.page("/lessons/" + lesson(course)).statusCode()).isEqualTo(200);
  }

  @Test
  void waitsAndLeavesByPagesAlone() {
    long course = server.course("HR-8102", 1);
    String page = "/courses/" + course;
    Learner sits = Learner.registered(server, "sitting");
    Learner waits = Learner.registered(server, "waiting");
    assertThat(sits.submit(page, page + "/enrol", Map.of()).statusCode()).isEqualTo(303);

    assertThat(waits.submit(page, page + "/waiting", Map.of()).statusCode()).isEqualTo(303);
    assertThat(waits.page(page).body()).contains("You are next in line");
    assertThat(waits.submit(page, page + "/waiting/end", Map.of()).statusCode()).isEqualTo(303);
    assertThat(waits.page(page).body()).contains("Wait for a seat");
    assertThat(waits.submit(page, page + "/waiting", Map.of()).statusCode()).isEqualTo(303);
    assertThat(sits.submit(page, page + "/leave", Map.of()).statusCode()).isEqualTo(303);

    assertThat(waits.page(page).body()).contains("You take this course");
    assertThat(sits.page(page).body()).contains("Wait for a seat");
  }

  @Test
  void keepsWhoHasCompletedACourseInIt() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8103", 1, TaughtCourse.Rules.NONE);
    Learner learner = Learner.registered(server, "completes");
    learner.enrol(course.id()).expect(201);
    learner.complete(course.lessons().getFirst()).expect(200);
    course.pass(learner, learner.start(course.quiz()), 1);

    assertThat(leave(learner, course.id()).expect(409).problem()).isEqualTo("course-completed");
    assertThat(leave(learner, server.course("HR-8104", null)).expect(409).problem())
        .isEqualTo("not-enrolled");
  }

  @Test
  void keepsWhatWasLearntForWhoComesBack() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8105", 2, TaughtCourse.Rules.NONE);
    Learner learner = Learner.registered(server, "returns");
    learner.enrol(course.id()).expect(201);
    long lesson = course.lessons().getFirst();
    learner.position(lesson, 90).expect(200);
    learner.complete(lesson).expect(200);

    leave(learner, course.id()).expect(200);
    learner.read("/lessons/" + lesson).expect(403);
    learner.complete(lesson).expect(403);
    learner.enrol(course.id()).expect(201);

    assertThat(learner.read("/lessons/" + lesson).expect(200).text())
        .contains("\"completed\":true")
        .contains("\"positionSeconds\":90");
  }

  /** The last seat: some enrol, some come to wait, all at once. */
  @Test
  void letsNobodyInBeyondTheLastSeatAndNobodyWaitBesideAFreeOne() {
    long course = server.course("HR-8106", 3);
    List<Callable<Learner.Reply>> work = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Learner learner = Learner.registered(server, "lastseat" + i);
      boolean waits = i % 2 == 0;
      work.add(() -> waits ? await(learner, course) : learner.enrol(course));
    }

    List<Learner.Reply> replies = Together.run(work);

    assertThat(replies).allMatch(reply -> reply.status() == 201 || reply.status() == 409);
    assertThat(enrolled(course)).isEqualTo(3);
    assertThatSeatsAreRight(course, 3);
  }

  /** Everybody comes and goes at random; in the end no seat is free while somebody waits. */
  @Test
  void keepsSeatsAndLineRightWhileManyComeAndGo() {
    int seats = 4;
    long course = server.course("HR-8107", seats);
    List<Learner> learners =
        IntStream.range(0, 14).mapToObj(i -> Learner.registered(server, "moves" + i)).toList();
    for (int round = 0; round < 6; round++) {
      Random random = new Random(round);
      List<Callable<Learner.Reply>> work = new ArrayList<>();
      for (Learner learner : learners) {
        int what = random.nextInt(4);
        work.add(
            () ->
                switch (what) {
                  case 0 -> learner.enrol(course);
                  case 1 -> await(learner, course);
                  case 2 -> leave(learner, course);
                  default -> stopWaiting(learner, course);
                });
        if (what == 2) {
          work.add(() -> await(learner, course));
        }
      }
      Collections.shuffle(work, random);

      List<Learner.Reply> replies = Together.run(work);

      assertThat(replies)
          .extracting(Learner.Reply::status)
          .allMatch(status -> List.of(200, 201, 409).contains(status));
      assertThatSeatsAreRight(course, seats);
    }
  }

  /** Whoever leaves makes room for exactly one, in the order of the line. */
  @Test
  void seatsTheLineInItsOrderWhenAllLeaveAtOnce() {
    int seats = 6;
    long course = server.course("HR-8108", seats);
    List<Learner> sitting = new ArrayList<>();
    List<Learner> line = new ArrayList<>();
    for (int i = 0; i < seats; i++) {
      sitting.add(Learner.registered(server, "goes" + i));
      sitting.get(i).enrol(course).expect(201);
    }
    for (int i = 0; i < seats + 2; i++) {
      line.add(Learner.registered(server, "comes" + i));
      await(line.get(i), course).expect(201);
    }

    Together.run(
        sitting.stream()
            .<Callable<Learner.Reply>>map(learner -> () -> leave(learner, course).expect(200))
            .toList());

    var in = new HashSet<Integer>();
    for (int i = 0; i < line.size(); i++) {
      if (place(line.get(i), course).path("enrolled").asBoolean()) {
        in.add(i);
      }
    }
    assertThat(in).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    assertThat(place(line.get(6), course).path("place").asInt()).isEqualTo(1);
    assertThatSeatsAreRight(course, seats);
  }

  @Test
  void letsInWhoWaitsAsFarAsATeacherAddsSeats() {
    long course = server.course("HR-8111", 1);
    Teacher teacher = teaching(course, "adds");
    Learner.taking(server, course, "sits-alone");
    List<Learner> line = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      line.add(Learner.registered(server, "queues" + i));
      await(line.get(i), course).expect(201);
    }
    assertThat(line.getFirst().page("/courses/" + course).body()).contains("You are next in line");

    teacher.settings(course, "HR-8111", Map.of("seats", "3"));

    assertThat(line.getFirst().page("/courses/" + course).body()).contains("You take this course");
    assertThat(place(line.get(1), course).path("enrolled").asBoolean()).isTrue();
    assertThat(place(line.get(2), course).path("place").asInt()).isEqualTo(1);
    assertThat(line.getFirst().read("/notifications").text()).contains("A seat came free");
    assertThatSeatsAreRight(course, 3);

    teacher.settings(course, "HR-8111", Map.of("seats", ""));
    assertThat(place(line.get(3), course).path("enrolled").asBoolean()).isTrue();
    assertThatSeatsAreRight(course, 5);
    Learner.taking(server, course, "comes-late");
  }

  @Test
  void keepsTheLineOfACourseThatIsNotPublishedUntilItIs() {
    long course = server.course("HR-8112", 1);
    Teacher teacher = teaching(course, "publishes");
    Learner.taking(server, course, "sits-first");
    Learner waits = Learner.registered(server, "waits-for-it");
    await(waits, course).expect(201);
    server.database.inTransaction(
        transaction ->
            transaction.run("UPDATE courses SET published_at = NULL WHERE id = ?", course));

    teacher.settings(course, "HR-8112", Map.of("seats", "2"));
    assertThat(enrolled(course)).isEqualTo(1);
    teacher.publish(course);

    assertThat(place(waits, course).path("enrolled").asBoolean()).isTrue();
    assertThatSeatsAreRight(course, 2);
  }

  @Test
  void seatsALongLineInItsOrderAndTellsEverybodyOnce() {
    int waiting = 1_200;
    int seats = 1_000;
    long course = server.course("HR-8113", 1);
    Teacher teacher = teaching(course, "opens-up");
    Learner.taking(server, course, "sits-before");
    server.database.inTransaction(
        transaction -> {
          transaction.run("SET SESSION " + recursions() + " = " + (waiting + 1));
          transaction.run(
              """
              INSERT INTO users (email, name, role, password_hash, created_at)
              WITH RECURSIVE numbers (n) AS
                (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
              SELECT CONCAT('line', n, '@crowd.test'), 'In line', 'learner', '-', NOW(3)
              FROM numbers
              """,
              waiting);
          return transaction.run(
              "INSERT INTO waiting_list (course_id, user_id, created_at)"
                  + " SELECT ?, id, NOW(3) FROM users WHERE name = 'In line' ORDER BY id",
              course);
        });

    teacher.settings(course, "HR-8113", Map.of("seats", Integer.toString(seats)));

    assertThatSeatsAreRight(course, seats);
    assertThat(enrolled(course)).isEqualTo(seats);
    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM waiting_list w JOIN enrolments e"
                    + " ON e.course_id = w.course_id AND e.user_id > w.user_id"
                    + " WHERE w.course_id = ?",
                course))
        .as("who was let in before somebody further in front")
        .isZero();
    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM notifications WHERE kind = 'seat' AND link = ?",
                "/courses/" + course))
        .isEqualTo(seats - 1);
  }

  /** What bounds a recursion, by the name that the database has for it. */
  private String recursions() {
    return server
            .database
            .reading(
                statements ->
                    statements
                        .first("SELECT VERSION() AS version", row -> row.text("version"))
                        .orElseThrow())
            .contains("MariaDB")
        ? "max_recursive_iterations"
        : "cte_max_recursion_depth";
  }

  @Test
  void keepsSeatsAndLineRightWhileATeacherAddsSeatsAndManyComeAndGo() {
    long course = server.course("HR-8114", 2);
    Teacher teacher = teaching(course, "adds-and-adds");
    List<Callable<Integer>> work = new ArrayList<>();
    work.add(
        () -> {
          for (int seats = 3; seats <= 6; seats++) {
            teacher.settings(course, "HR-8114", Map.of("seats", Integer.toString(seats)));
          }
          return 200;
        });
    for (int i = 0; i < 12; i++) {
      Learner learner = Learner.registered(server, "hurries" + i);
      boolean leaves = i % 3 == 0;
      work.add(
          () -> {
            int status = await(learner, course).status();
            return leaves ? leave(learner, course).status() : status;
          });
    }

    assertThat(Together.run(work)).allMatch(status -> List.of(200, 201, 409).contains(status));

    assertThatSeatsAreRight(course, 6);
  }

  private Teacher teaching(long course, String name) {
    Teacher teacher = Teacher.registered(server, name);
    teacher.person().takeOver(course);
    return teacher;
  }

  private void assertThatSeatsAreRight(long course, int seats) {
    long taken = server.count("SELECT seats_taken AS n FROM courses WHERE id = ?", course);
    long waiting =
        server.count("SELECT COUNT(*) AS n FROM waiting_list WHERE course_id = ?", course);
    assertThat(taken).isEqualTo(enrolled(course)).isBetween(0L, (long) seats);
    if (taken < seats) {
      assertThat(waiting).as("who waits beside a free seat").isZero();
    }
    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM waiting_list w JOIN enrolments e"
                    + " ON e.user_id = w.user_id AND e.course_id = w.course_id"
                    + " WHERE w.course_id = ?",
                course))
        .as("who waits and sits")
        .isZero();
  }

  private long enrolled(long course) {
    return server.count("SELECT COUNT(*) AS n FROM enrolments WHERE course_id = ?", course);
  }

  private long lesson(long course) {
    return server.count("SELECT MIN(id) AS n FROM lessons WHERE course_id = ?", course);
  }

  private static Learner.Reply await(Learner learner, long course) {
    return learner.api("POST", "/courses/" + course + "/waiting", "{}");
  }

  private static Learner.Reply stopWaiting(Learner learner, long course) {
    return learner.api("POST", "/courses/" + course + "/waiting/end", "{}");
  }

  private static Learner.Reply leave(Learner learner, long course) {
    return learner.api("POST", "/courses/" + course + "/leave", "{}");
  }

  private static com.fasterxml.jackson.databind.JsonNode place(Learner learner, long course) {
    return learner.read("/courses/" + course + "/waiting").expect(200).json();
  }
}
