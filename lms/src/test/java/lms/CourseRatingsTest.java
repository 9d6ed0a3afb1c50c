package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** All ratings of a course, for whoever thinks of taking it. */
final class CourseRatingsTest {
  private static final LmsServer server = new LmsServer();
  private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Many at one instant, and others before and after. */
  private static void rate(long course, int people) {
    server.database.inTransaction(
        transaction -> {
          for (int i = 0; i < people; i++) {
            long user =
                LmsServer.learner(
                    transaction, "rates" + course + '-' + i + "@example.test", "Rater " + i + '.');
            int minute = i < 30 ? 30 : i;
            transaction.run(
                "INSERT INTO ratings (user_id, course_id, stars, comment, updated_at)"
                    + " VALUES (?, ?, 4, '', TIMESTAMPADD(MINUTE, ?, '2026-01-01 00:00:00'))",
                user,
                course,
                minute);
          }
          return people;
        });
  }

  @Test
  void showsVisitorsAllRatingsPageByPageWithoutGapsOrRepeats() {
    long course = server.course("HR-9201", null);
    rate(course, 55);

    List<String> names = new ArrayList<>();
    String path = "/courses/" + course + "/ratings";
    int pages = 0;
    while (!path.isEmpty()) {
      HttpResponse<String> page = server.get(path, null);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).doesNotContain("<textarea");
      Matcher rater = Pattern.compile("Rater \\d+[.]").matcher(page.body());
      while (rater.find()) {
        names.add(rater.group());
      }
      Matcher next = NEXT.matcher(page.body());
      path = next.find() ? next.group(1).replace("&amp;", "&") : "";
      pages++;
    }

    assertThat(pages).isEqualTo(3);
    assertThat(names).hasSize(55).doesNotHaveDuplicates();
    assertThat(names.getFirst()).isEqualTo("Rater 54.");
  }

  @Test
  void givesProgramsTheSameWithALinkToTheNextPage() {
    long course = server.course("HR-9202", null);
    rate(course, 45);
    Client client = new Client(server.address());

    List<String> names = new ArrayList<>();
    String path = "/api/courses/" + course + "/ratings";
    while (!path.isEmpty()) {
      HttpResponse<String> page = server.get(path, null);
      names.addAll(
          new Learner.Reply(page.statusCode(), page.body())
              .expect(200)
              .json()
              .path("ratings")
              .findValuesAsText("userName"));
      String link = client.get(path).headers().firstValue("Link").orElse("");
      path = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
    }

    assertThat(names).hasSize(45).doesNotHaveDuplicates();
    assertThat(server.get("/api/courses/999999/ratings", null).statusCode()).isEqualTo(404);
  }

  @Test
  void letsOnlyLearnersOfTheCourseRateItFromThePageThatAllRead() {
    long course = server.course("HR-9203", null);
    String path = "/courses/" + course + "/ratings";
    Learner learner = Learner.taking(server, course, "rates");
    learner.api("PUT", "/courses/" + course + "/rating", "{\"stars\":5,\"comment\":\"Go\"}");

    assertThat(learner.page(path).body()).contains("<textarea", "Change your rating");
    assertThat(Learner.registered(server, "reads").page(path).body())
        .contains("Go")
        .doesNotContain("<textarea");
    assertThat(server.get("/courses/" + course, null).body()).contains(path, "Read all ratings");
    server.database.inTransaction(
        transaction ->
            transaction.run("UPDATE courses SET published_at = NULL WHERE id = ?", course));
    assertThat(server.get(path, null).statusCode()).isEqualTo(404);
  }
}
