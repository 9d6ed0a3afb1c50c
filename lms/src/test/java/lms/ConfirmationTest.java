package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import lms.testing.MutableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The proof that an address is one's own. */
final class ConfirmationTest {
  private static final String BY_MAIL =
      "{\"kinds\":{\"announcement\":{\"onPage\":true,\"byMail\":true},"
          + "\"enrolment\":{\"onPage\":true,\"byMail\":true}}}";

  private static final MutableClock clock = new MutableClock();
  private static final PostOffice office = new PostOffice(clock);
  private static final LmsServer server = office.server;

  @AfterAll
  static void stop() {
    office.close();
  }

  @Test
  void noNewsAreMailedToAnAddressThatNobodyHasConfirmed() {
    Teacher teacher = Teacher.registered(server, "tells");
    long course = teacher.published("HR-7701", "l");
    long other = server.course("HR-7703", null);
    Learner silent = Learner.registered(server, "silent");
    Learner hears = Learner.registered(server, "hears");
    office.confirm("hears");
    for (Learner each : new Learner[] {silent, hears}) {
      each.api("PUT", "/notifications/preferences", BY_MAIL).expect(200);
      each.enrol(other).expect(201);
    }
    teacher.enrol(course, "silent@example.test", "hears@example.test").expect(200);
    String news = "/teach/courses/" + course + "/announcements";
    teacher.act(news, news, Map.of("title", "Bring shoes", "body", "Both"));
    Eventually.within(
        20,
        () -> office.links("hears", "/").size() == 4,
        () -> "the link, both enrolments and the announcement did not come");

    assertThat(office.links("silent", "/")).as("the link alone").hasSize(1);
    assertThat(silent.read("/notifications").text()).contains("\"kind\":\"announcement\"");
    assertThat(silent.page("/profile").body()).contains("not confirmed yet");
    assertThat(hears.page("/profile").body()).doesNotContain("not confirmed yet");
  }

  @Test
  void norIsASeatThatComesFree() {
    long course = server.course("HR-7702", 1);
    Learner sits = Learner.taking(server, course, "sitting");
    Learner waits = Learner.registered(server, "waiting");
    waits.api("POST", "/courses/" + course + "/waiting", "{}").expect(201);

    sits.api("POST", "/courses/" + course + "/leave", "{}").expect(200);

    assertThat(waits.read("/notifications").text()).contains("\"kind\":\"seat\"");
    assertThat(office.links("waiting", "/")).as("the link alone").hasSize(1);
  }

  @Test
  void itTakesAClickAndWorksOnce() {
    Learner clicks = Learner.registered(server, "clicks");
    String link = office.links("clicks", "/confirmation/").getLast();

    assertThat(server.get(link, null).body()).contains("Confirm that it is yours");
    assertThat(server.get(link, null).statusCode()).isEqualTo(200);
    assertThat(confirmed(clicks)).isFalse();
    HttpResponse<String> done = server.send("POST", link, "confirm=yes", null, null);

    assertThat(done.headers().firstValue("Location")).contains("/confirmation");
    assertThat(server.get("/confirmation", null).body()).contains("address is confirmed");
    assertThat(confirmed(clicks)).isTrue();
    assertThat(server.get(link, null).statusCode()).isEqualTo(404);
    assertThat(server.send("POST", link, "confirm=yes", null, null).statusCode()).isEqualTo(404);
  }

  @Test
  void anotherLinkEndsTheFirstAndEachEndsAfterAWeek() {
    Learner asks = Learner.registered(server, "asks");
    asks.api("POST", "/profile/confirmation", "{}").expect(204);
    assertThat(office.links("asks", "/confirmation/")).as("not at once again").hasSize(1);

    clock.forward(Duration.ofMinutes(6));
    HttpResponse<String> asked = asks.submit("/profile", "/profile/confirmation", Map.of());
    assertThat(asked.headers().firstValue("Location")).contains("/profile?notice=confirm");
    String first = office.links("asks", "/confirmation/").getFirst();
    String second = office.links("asks", "/confirmation/").getLast();
    assertThat(server.get(first, null).statusCode()).isEqualTo(404);
    assertThat(server.get(second, null).statusCode()).isEqualTo(200);

    clock.forward(Duration.ofDays(8));
    assertThat(server.send("POST", second, "confirm=yes", null, null).statusCode()).isEqualTo(404);
    Learner again = new Learner(server, server.signedIn("asks"));
    again.api("POST", "/profile/confirmation", "{}").expect(204);
    office.confirm("asks");
    again.api("POST", "/profile/confirmation", "{}").expect(204);

    assertThat(confirmed(again)).isTrue();
    assertThat(office.links("asks", "/confirmation/")).hasSize(3);
  }

  @Test
  void aNewPasswordByMailProvesItAsWell() {
    Learner forgets = Learner.registered(server, "resets");
    assertThat(confirmed(forgets)).isFalse();
    server.send("POST", "/password", "email=resets%40example.test", null, null);
    String link = office.links("resets", "/password/").getLast();

    server.send("POST", link, "password=long+enough+resets", null, null);

    assertThat(confirmed(new Learner(server, server.signedIn("resets")))).isTrue();
  }

  @Test
  void isNotAskedForWhereNobodySendsMail() {
    try (var silent = new LmsServer()) {
      assertThat(confirmed(Learner.registered(silent, "offline"))).isTrue();
    }
  }

  private static boolean confirmed(Learner learner) {
    return learner.read("/profile").expect(200).json().path("emailConfirmed").asBoolean();
  }
}
