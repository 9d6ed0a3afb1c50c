package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import lms.platform.DatabaseSettings;
import lms.testing.MutableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Discussions, certificates and one's own account, on any database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Fellowship {
  private final MutableClock clock = new MutableClock();
  private final LmsServer server;

  Fellowship(DatabaseSettings database) {
    server = new LmsServer(database, clock);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void discussesALessonAndATeacherMarksTheAnswer() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8301", 1, TaughtCourse.Rules.NONE);
    Learner asks = enrolled(course, "asks");
    Learner replies = enrolled(course, "replies");
    Learner teacher = teacher(course, "tess");
    String discussion = "/lessons/" + course.lessons().getFirst() + "/discussion";

    long thread = said(asks.api("POST", discussion, body("Why is *grass* <b>green</b>?")));
    long reply = said(replies.api("POST", "/posts/" + thread + "/replies", body("Chlorophyll.")));
    JsonNode shown = asks.read("/posts/" + thread).expect(200).json();
    assertThat(shown.path("thread").path("html").asText())
        .contains("<em>grass</em> &lt;b&gt;green&lt;/b&gt;");
    assertThat(shown.path("replies").get(0).path("body").asText()).isEqualTo("Chlorophyll.");
    assertThat(asks.read("/notifications").text()).contains("replies replied to you");

    String mark = "/posts/" + reply + "/answer";
    asks.api("PUT", mark, "{\"answer\":true}").expect(403);
    teacher.api("PUT", mark, "{\"answer\":true}").expect(200);
    teacher.api("PUT", "/posts/" + thread + "/answer", "{\"answer\":true}").expect(409);
    assertThat(asks.page(discussion).body()).contains("answered").contains("1 reply");
    assertThat(asks.page("/posts/" + thread).body()).contains("Chlorophyll.");
    assertThat(replies.read("/notifications").text()).contains("marked as the answer");
    teacher.api("PUT", mark, "{\"answer\":false}").expect(200);
    assertThat(asks.page(discussion).body()).doesNotContain(">answered<");
  }

  @Test
  void letsPeopleChangeOnlyWhatTheySaid() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8302", 1, TaughtCourse.Rules.NONE);
    Learner one = enrolled(course, "one");
    Learner other = enrolled(course, "other");
    Learner teacher = teacher(course, "theo");
    String discussion = "/lessons/" + course.lessons().getFirst() + "/discussion";
    long thread = said(one.api("POST", discussion, body("First")));
    long reply = said(other.api("POST", "/posts/" + thread + "/replies", body("Second")));

    other.api("PUT", "/posts/" + thread, body("Mine now")).expect(403);
    other.api("POST", "/posts/" + thread + "/deletion", "{}").expect(403);
    one.api("PUT", "/posts/" + thread, body("First, better")).expect(200);
    one.api("PUT", "/posts/" + thread, body(" ")).expect(422);
    assertThat(one.page("/posts/" + thread).body()).contains("First, better").contains("edited");
    teacher.api("POST", "/posts/" + reply + "/deletion", "{}").expect(200);
    other.api("PUT", "/posts/" + reply, body("Again")).expect(403);
    assertThat(one.page("/posts/" + thread).body())
        .contains("This was deleted.")
        .doesNotContain("Second")
        .contains("No replies");
  }

  @Test
  void discussesByPagesAlone() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8303", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "pages");
    String discussion = "/lessons/" + course.lessons().getFirst() + "/discussion";

    String thread =
        location(learner.submit(discussion, discussion, Map.of("body", "A\r\nquestion")));
    assertThat(location(learner.submit(thread, thread + "/replies", Map.of("body", "Found it"))))
        .isEqualTo(thread);
    assertThat(learner.page(thread).body()).contains("Found it").contains("1 reply");
    assertThat(location(learner.submit(thread + "/edit", thread + "/edit", Map.of("body", "Q2"))))
        .isEqualTo(thread);
    assertThat(location(learner.submit(thread, thread + "/deletion", Map.of()))).isEqualTo(thread);
    assertThat(learner.page(discussion).body()).contains("This was deleted.");
  }

  @Test
  void readsLongDiscussionsOnWithoutGapsOrRepeats() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8304", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "longwinded");
    String discussion = "/lessons/" + course.lessons().getFirst() + "/discussion";
    List<Long> said = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      said.addFirst(said(learner.api("POST", discussion, body("Thought " + i))));
      clock.forward(Duration.ofMinutes(2));
    }

    List<Long> read = new ArrayList<>();
    String before = "";
    do {
      JsonNode page = learner.read(discussion + before).expect(200).json();
      page.path("threads").forEach(thread -> read.add(thread.path("id").asLong()));
      before = page.path("next").isNumber() ? "?before=" + page.path("next").asLong() : "";
    } while (!before.isEmpty());

    assertThat(read).isEqualTo(said);
  }

  @Test
  void letsNobodyFloodADiscussionHoweverManyTabsPost() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8305", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "floods");
    String discussion = "/lessons/" + course.lessons().getFirst() + "/discussion";

    List<Callable<Learner.Reply>> posts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      posts.add(() -> learner.api("POST", discussion, body("Buy!")));
    }
    List<Learner.Reply> replies = Together.run(posts);

    assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(6);
    assertThat(replies).filteredOn(reply -> reply.status() == 429).hasSize(6);
    clock.forward(Duration.ofMinutes(2));
    learner.api("POST", discussion, body("Sorry")).expect(201);
  }

  @Test
  void printsACertificateWithTheAddressThatVerifiesIt() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8306", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "certified");
    String certificate = "/certificates/" + certificate(learner, course);

    assertThat(server.get(certificate, null).body())
        .contains(certificate + "/code.svg")
        .contains("https://lms.example.test" + certificate);
    HttpResponse<String> code = server.get(certificate + "/code.svg", null);
    assertThat(code.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
    HttpResponse<String> pdf = server.get(certificate + "/certificate.pdf", null);
    assertThat(pdf.headers().firstValue("Content-Type")).hasValue("application/pdf");
    assertThat(pdf.body()).startsWith("%PDF-");
    assertThat(server.get("/certificates/NOSUCHCODE/certificate.pdf", null).statusCode())
        .isEqualTo(404);
  }

  @Test
  void changesNameLanguageAndTimeZoneEverywhereAtOnce() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8307", 1, TaughtCourse.Rules.NONE);
    Learner learner = enrolled(course, "renamed");
    String certificate = "/certificates/" + certificate(learner, course);
    assertThat(server.get(certificate, null).body()).contains("<strong>renamed</strong>");

    HttpResponse<String> saved =
        learner.submit(
            "/profile",
            "/profile",
            Map.of("name", " Nova Name ", "language", "es", "zone", "America/Lima"));

    assertThat(saved.statusCode()).isEqualTo(303);
    assertThat(learner.page("/profile").body())
        .contains("Perfil")
        .contains("Nova Name")
        .contains("<option selected>America/Lima");
    assertThat(server.get(certificate, null).body()).contains("<strong>Nova Name</strong>");
    assertThat(learner.api("PUT", "/profile", profile("", "", "")).expect(422).problem())
        .isEqualTo("bad-name");
    assertThat(learner.api("PUT", "/profile", profile("N", "fr", "")).expect(422).problem())
        .isEqualTo("bad-language");
    assertThat(learner.api("PUT", "/profile", profile("N", "", "Mars")).expect(422).problem())
        .isEqualTo("bad-time-zone");
  }

  @Test
  void signsEveryOtherSessionOutWhenThePasswordChanges() {
    Learner here = Learner.registered(server, "secretive");
    String there = signIn("secretive", "long enough secretive").cookie();
    Learner elsewhere = new Learner(server, there);
    elsewhere.read("/profile").expect(200);

    assertThat(
            here.api("PUT", "/profile/password", passwords("wrong one", "brand new password"))
                .expect(422)
                .problem())
        .isEqualTo("wrong-password");
    here.api("PUT", "/profile/password", passwords("long enough secretive", "short")).expect(422);
    elsewhere.read("/profile").expect(200);
    here.api("PUT", "/profile/password", passwords("long enough secretive", "brand new password"))
        .expect(204);

    here.read("/profile").expect(200);
    elsewhere.read("/profile").expect(401);
    assertThat(signIn("secretive", "brand new password").status()).isEqualTo(200);
    assertThat(signIn("secretive", "long enough secretive").status()).isEqualTo(401);
  }

  private record SignedIn(int status, String cookie) {}

  private SignedIn signIn(String name, String password) {
    HttpResponse<String> response =
        server.send(
            "POST",
            "/api/sign-in",
            "{\"email\":\"%s@example.test\",\"password\":\"%s\"}".formatted(name, password),
            null,
            null);
    String cookie = response.headers().firstValue("Set-Cookie").orElse(";");
    return new SignedIn(response.statusCode(), cookie.substring(0, cookie.indexOf(';')));
  }

  @Test
  void givesPeopleAllTheirDataAndErasesThemWithoutTheirGrades() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8308", 1, TaughtCourse.Rules.NONE);
    long full = server.course("HR-8309", 1);
    Learner goes = enrolled(course, "goesaway");
    String discussion = "/lessons/" + course.lessons().getFirst() + "/discussion";
    goes.enrol(full).expect(201);
    Learner waits = Learner.registered(server, "hopes");
    waits.api("POST", "/courses/" + full + "/waiting", "{}").expect(201);
    String certificate = "/certificates/" + certificate(goes, course);
    long thread = said(waits(course).api("POST", discussion, body("Who is here?")));
    said(goes.api("POST", "/posts/" + thread + "/replies", body("My secret")));
    String rating = "/courses/" + course.id() + "/rating";
    goes.api("PUT", rating, "{\"stars\":5,\"comment\":\"My opinion\"}").expect(200);

    HttpResponse<String> data = goes.page("/profile/data");
    assertThat(data.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
    assertThat(data.body())
        .contains("goesaway@example.test")
        .contains("My secret")
        .contains("My opinion")
        .contains("\"answers\":[{")
        .doesNotContain("argon2");
    goes.api("POST", "/profile/erasure", "{\"password\":\"a guess\"}").expect(422);
    goes.api("POST", "/profile/erasure", "{\"password\":\"long enough goesaway\"}").expect(204);

    goes.read("/profile").expect(401);
    assertThat(signIn("goesaway", "long enough goesaway").status()).isEqualTo(401);
    assertThat(server.get(certificate, null).body())
        .doesNotContain("goesaway")
        .contains("(erased)");
    assertThat(server.get("/courses/" + course.id(), null).body())
        .doesNotContain("goesaway")
        .doesNotContain("My opinion");
    assertThat(waits.page("/posts/" + thread).statusCode()).isEqualTo(403);
    assertThat(server.count("SELECT COUNT(*) AS n FROM users WHERE name = 'goesaway'")).isZero();
    assertThat(server.count("SELECT COUNT(*) AS n FROM posts WHERE body = 'My secret'")).isZero();
    assertThat(server.count("SELECT replies AS n FROM posts WHERE id = ?", thread)).isZero();
    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM attempts WHERE quiz_id = ? AND score = 4",
                course.quiz()))
        .isEqualTo(1);
    assertThat(waits.read("/courses/" + full + "/waiting").json().path("enrolled").asBoolean())
        .isTrue();
  }

  /** Somebody else who takes the course. */
  private Learner waits(TaughtCourse course) {
    return enrolled(course, "stays" + course.id());
  }

  @Test
  void keepsATeacherWhoseCourseNeedsOne() {
    TaughtCourse course = TaughtCourse.in(server, "HR-8310", 1, TaughtCourse.Rules.NONE);
    Learner teacher = teacher(course, "needed");

    assertThat(
            teacher
                .api("POST", "/profile/erasure", "{\"password\":\"long enough needed\"}")
                .expect(409)
                .problem())
        .isEqualTo("teaches");
  }

  private static String certificate(Learner learner, TaughtCourse course) {
    course.pass(learner, learner.start(course.quiz()), 1);
    return learner
        .complete(course.lessons().getFirst())
        .expect(200)
        .json()
        .path("certificate")
        .asText();
  }

  private Learner teacher(TaughtCourse course, String name) {
    Learner teacher = Learner.registered(server, name);
    server.database.inTransaction(
        transaction -> {
          transaction.run("UPDATE users SET role = 'teacher' WHERE name = ?", name);
          return transaction.run(
              "UPDATE courses SET teacher_id = (SELECT id FROM users WHERE name = ?) WHERE id = ?",
              name,
              course.id());
        });
    return teacher;
  }

  private Learner enrolled(TaughtCourse course, String name) {
    Learner learner = Learner.registered(server, name);
    learner.enrol(course.id()).expect(201);
    return learner;
  }

  private static long said(Learner.Reply reply) {
    return reply.expect(201).json().path("postId").asLong();
  }

  private static String body(String said) {
    return "{\"body\":\"%s\"}".formatted(said);
  }

  private static String profile(String name, String language, String zone) {
    return "{\"name\":\"%s\",\"language\":\"%s\",\"timeZone\":\"%s\"}"
        .formatted(name, language, zone);
  }

  private static String passwords(String current, String wanted) {
    return "{\"current\":\"%s\",\"password\":\"%s\"}".formatted(current, wanted);
  }

  private static String location(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Location")
        .orElseThrow(() -> new AssertionError(response.body()));
  }
}
