package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.Duration;
import lms.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What somebody writes in an exam in Chromium, and what the page says of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExamWritingE2E {
  private static final int NUMBER = 2;
  private static final int TEXT = 3;

  private final LmsServer server = new LmsServer(TestDatabase.create(), Clock.systemUTC());

  /** Nothing is accepted after the deadline. */
  private final TaughtCourse course =
      TaughtCourse.in(server, "HR-9101", 1, new TaughtCourse.Rules(3_600, 0, null)).inOrder(server);

  private final Chromium chromium = new Chromium();

  @AfterAll
  void stop() {
    chromium.close();
    server.close();
  }

  @Test
  void savesEveryFewSecondsWhatIsWrittenWithoutAPause() {
    try (Sitting sitting = new Sitting(chromium, server, course, "flows", Sitting.ENGLISH)) {
      field(sitting, TEXT).focus();
      long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
      while (System.nanoTime() < end && sitting.value(TEXT).isEmpty()) {
        type(sitting, "x");
        String state = sitting.state();
        if (sitting.value(TEXT).isEmpty()) {
          assertThat(state).isNotEmpty().doesNotStartWith("Saved");
        }
      }

      assertThat(sitting.value(TEXT)).startsWith("x");
      sitting.waitForState("Saved at");
    }
  }

  @Test
  void savesWhatWasJustWrittenWhenThePageIsLeft() {
    try (Sitting sitting = new Sitting(chromium, server, course, "called", Sitting.ENGLISH)) {
      sitting.page.onDialog(Dialog::accept);
      field(sitting, TEXT).focus();
      type(sitting, "chloro");

      sitting.page.navigate("about:blank");

      Eventually.within(10, () -> sitting.value(TEXT).equals("chloro"), () -> sitting.value(TEXT));
    }
  }

  @Test
  void handsInWhatIsBeingWrittenBeforeNothingIsAcceptedAnyMore() {
    try (Sitting sitting = new Sitting(chromium, server, course, "till-the-end", Sitting.ENGLISH)) {
      sitting.endIn(6);
      sitting.page.reload();
      field(sitting, TEXT).focus();
      for (int i = 0; i < 300 && !sitting.page.url().endsWith("/review"); i++) {
        type(sitting, "x");
      }
      sitting.page.waitForURL("**/review");

      assertThat(sitting.value(TEXT)).startsWith("xx");
      assertThat(
              server.count(
                  "SELECT COUNT(*) AS n FROM attempts WHERE id = ? AND ending = 'learner'",
                  sitting.attempt))
          .isEqualTo(1);
    }
  }

  /** The profile's zone, not the browser's, and the same words from the server and the script. */
  @Test
  void writesEachTimeInOneZoneAndTheDeadlineAnewAfterAnExtension() {
    Sitting.Ways abroad = new Sitting.Ways("en", "Asia/Tokyo", null);
    try (Sitting sitting = new Sitting(chromium, server, course, "travels", abroad)) {
      String profile = "{\"name\":\"travels\",\"language\":\"es\",\"timeZone\":\"America/Bogota\"}";
      sitting.learner.api("PUT", "/profile", profile).expect(200);
      Page page = sitting.page;
      page.reload();
      server.database.inTransaction(
          work ->
              server
                  .lms
                  .quizzes()
                  .invigilation()
                  .extend(work, sitting.attempt, Duration.ofHours(2)));
      String before = page.locator("#deadline").innerText();
      field(sitting, TEXT).fill("x");
      field(sitting, TEXT).blur();
      sitting.waitForState("Guardado a las ");

      String deadline = page.locator("#deadline").innerText();
      String notice = page.locator("#notice").innerText();
      String zone = deadline.substring(deadline.lastIndexOf(' ') + 1).replace(".", "");
      assertThat(deadline).isNotEqualTo(before);
      assertThat(notice).startsWith("Te han dado más tiempo");
      assertThat(deadline).endsWith(notice.substring(notice.indexOf("hasta el ")));
      assertThat(sitting.state()).endsWith(' ' + zone);
      page.reload();
      assertThat(page.locator("#deadline").innerText()).isEqualTo(deadline);
    }
  }

  @Test
  void saysWhatIsWrongInTheLanguageOfThePage() {
    Sitting.Ways spanish = new Sitting.Ways("es", null, null);
    try (Sitting sitting = new Sitting(chromium, server, course, "habla", spanish)) {
      Page page = sitting.page;
      field(sitting, NUMBER).fill("muchos");
      field(sitting, NUMBER).blur();
      Locator notice = page.locator("#notice");
      Eventually.within(
          10,
          () -> notice.innerText().contains("La respuesta debe ser un número"),
          notice::innerText);
      assertThat(notice.innerText()).startsWith("No se ha guardado: Pregunta 3.");
      assertThat(sitting.state()).isEqualTo("No se ha guardado: Pregunta 3");

      field(sitting, NUMBER).fill("12.5");
      field(sitting, NUMBER).blur();
      sitting.waitForState("Guardado a las ");
      sitting.learner.api("POST", "/sign-out", "{}").expect(204);
      field(sitting, TEXT).fill("x");
      field(sitting, TEXT).blur();
      Locator dialog = page.getByRole(AriaRole.DIALOG);
      dialog.waitFor();
      dialog.locator("[name=email]").fill("habla@example.test");
      dialog.locator("[name=password]").fill("incorrecta, claro");
      dialog.locator("button").click();
      Eventually.within(
          10, () -> dialog.innerText().contains("Ninguna cuenta tiene"), dialog::innerText);

      page.route(
          "**/api/sign-in",
          route ->
              route.fulfill(
                  new Route.FulfillOptions()
                      .setStatus(429)
                      .setContentType("application/problem+json")
                      .setBody("{\"detail\":\"Too many requests from this address\"}")));
      dialog.locator("button").click();
      Eventually.within(
          10, () -> dialog.innerText().contains("No ha funcionado"), dialog::innerText);
      assertThat(dialog.innerText()).doesNotContain("Too many");
    }
  }

  /** Code and paragraphs are unreadable in one line. */
  @Test
  void keepsTheLinesOfWhatPeopleWrite() {
    String prompt = "What does it print?\n\nfor (;;)\n    print(1)";
    TaughtCourse other =
        TaughtCourse.in(server, "HR-9102", 1, TaughtCourse.Rules.NONE).inOrder(server);
    server.database.inTransaction(
        work ->
            work.run(
                "UPDATE questions SET prompt = ? WHERE id = ?",
                prompt,
                other.questions().getFirst()));
    try (Sitting sitting = new Sitting(chromium, server, other, "reads", Sitting.ENGLISH)) {
      Page page = sitting.page;
      assertThat(page.locator("legend").first().innerText()).contains(prompt);
      sitting.learner.hand(sitting.attempt).expect(200);
      page.navigate(server.address() + "/attempts/" + sitting.attempt + "/review");
      assertThat(page.locator("h2").first().innerText()).contains(prompt);
    }
  }

  private static void type(Sitting sitting, String keys) {
    sitting.page.keyboard().type(keys);
    sitting.page.waitForTimeout(100);
  }

  private Locator field(Sitting sitting, int question) {
    return sitting.page.locator("input[name=q" + course.questions().get(question) + "]");
  }
}
