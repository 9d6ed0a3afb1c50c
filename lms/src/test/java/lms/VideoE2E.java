package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the page of a lesson tells the platform while its video plays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VideoE2E {
  /** A video that is nowhere can be played in a browser all the same, by what players say. */
  private static final String PLAYER =
      """
      () => {
        const video = document.querySelector("video");
        window.at = 0;
        Object.defineProperty(video, "duration", { value: 600 });
        Object.defineProperty(video, "currentTime", {
          get: () => window.at,
          set: (seconds) => { window.at = seconds; window.say("seeked"); },
        });
        window.say = (what) => video.dispatchEvent(new Event(what));
        window.say("loadedmetadata");
        window.say("playing");
      }
      """;

  private final LmsServer server = new LmsServer();
  private final Chromium chromium = new Chromium();
  private final TaughtCourse course =
      TaughtCourse.in(server, "HR-8601", 1, TaughtCourse.Rules.NONE);

  @AfterAll
  void stop() {
    chromium.close();
    server.close();
  }

  @Test
  void saysWhereItIsAndGoesOnThere() {
    long lesson = course.lessons().getFirst();
    Learner learner = Learner.taking(server, course.id(), "watches");
    learner.position(lesson, 80).expect(200);
    learner.position(lesson, 20).expect(200);
    try (BrowserContext context =
        chromium.context(
            new Browser.NewContextOptions(), server.address(), learner.cookie(), "en")) {
      Page page = context.newPage();
      page.navigate(server.address() + "/lessons/" + lesson);
      page.evaluate(PLAYER);
      assertThat(page.evaluate("window.at")).isEqualTo(20);

      page.evaluate("window.at = 25; window.say('pause')");
      isLast(learner, lesson, 25);
      page.evaluate("document.querySelector('video').currentTime = 5");
      isLast(learner, lesson, 5);
    }
  }

  private static void isLast(Learner learner, long lesson, int second) {
    Eventually.within(
        10,
        () -> last(learner, lesson) == second,
        () -> "the page did not say " + second + " but " + last(learner, lesson));
  }

  private static int last(Learner learner, long lesson) {
    return learner.read("/lessons/" + lesson).json().path("resumeSeconds").asInt();
  }

  @Test
  void saysNothingOfAPreview() {
    Learner teacher = Learner.teaching(server, "previews");
    teacher.takeOver(course.id());
    List<String> sent = new ArrayList<>();
    try (BrowserContext context =
        chromium.context(
            new Browser.NewContextOptions(), server.address(), teacher.cookie(), "en")) {
      Page page = context.newPage();
      page.onRequest(request -> sent.add(request.method()));
      page.navigate(
          server.address() + "/teach/lessons/" + course.lessons().getFirst() + "/preview");
      page.evaluate(PLAYER);
      page.evaluate("window.at = 25; window.say('pause')");
      assertThat(page.locator("#speed").isVisible()).isTrue();
    }
    assertThat(sent).doesNotContain("PUT");
  }
}
