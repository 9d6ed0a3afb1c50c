package lms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People on the platform's pages in Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesE2E {
  private final LmsServer server = new LmsServer();
  private final TaughtCourse course =
      TaughtCourse.in(server, "HR-8001", 3, new TaughtCourse.Rules(3_600, 5, null));
  private final Chromium chromium = new Chromium();

  @AfterAll
  void stop() {
    chromium.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takeSomebodyThroughACourseWithAndWithoutScripts(boolean scripts) {
    try (BrowserContext context =
        chromium.context(new Browser.NewContextOptions().setJavaScriptEnabled(scripts))) {
      Page page = context.newPage();
      page.navigate(server.address() + "/register");
      page.getByLabel("Name").fill("Ada");
      page.getByLabel("E-mail").fill("ada" + scripts + "@example.test");
      page.getByLabel("Password").fill("a password of her own");
      button(page, "Register");
      page.locator("[data-course='" + course.id() + "'] a").click();
      button(page, "Enrol");
      link(page, "Go to the first lesson");
      for (int i = 0; i < course.lessons().size(); i++) {
        button(page, "Complete this lesson");
      }
      assertThat(page.locator("main").innerText()).contains("3 of 3 lessons completed");
      link(page, "What plants do");
      button(page, "Start an attempt");
      answer(page, scripts);
      button(page, "Submit and finish");
      button(page, "Hand in now");
      page.waitForURL("**/review");
      assertThat(page.locator("main").innerText()).contains("4 of 4 points: passed.");
      link(page, "Grades");
      page.getByRole(AriaRole.LINK, named("Certificate")).click();
      assertThat(page.locator("main strong").allInnerTexts())
          .containsExactly("Ada", "Botany of HR-8001");
    }
  }

  /** Answers all; with scripts each is saved by itself, so that a new page shows them all. */
  private void answer(Page page, boolean scripts) {
    List<Long> asked = course.questions();
    page.locator("input[name=q" + asked.get(0) + "][value=b]").check();
    page.locator("input[name=q" + asked.get(1) + "][value=a]").check();
    page.locator("input[name=q" + asked.get(1) + "][value=c]").check();
    page.locator("input[name=q" + asked.get(2) + "]").fill("12.5");
    page.locator("input[name=q" + asked.get(3) + "]").fill("chlorophyll");
    if (scripts) {
      page.locator("input[name=q" + asked.get(3) + "]").blur();
      Eventually.within(
          10,
          () ->
              server.count(
                      "SELECT COUNT(*) AS n FROM answers a JOIN attempts t"
                          + " ON t.id = a.attempt_id WHERE t.submitted_at IS NULL"
                          + " AND value IN ('b', 'a,c', 'c,a', '12.5', 'chlorophyll')")
                  >= 4,
          () -> "answers are not saved by themselves: " + page.locator("#notice").innerText());
    } else {
      button(page, "Save");
      assertThat(page.locator("#notice").innerText()).isEqualTo("Your answers are saved.");
    }
    page.reload();
    assertThat(page.locator("input[name=q" + asked.get(1) + "][value=c]").isChecked()).isTrue();
    assertThat(page.locator("input[name=q" + asked.get(3) + "]").inputValue())
        .isEqualTo("chlorophyll");
  }

  @Test
  void keepWhatWasTypedWhenARegistrationIsRefused() {
    try (BrowserContext context = chromium.context(new Browser.NewContextOptions())) {
      Page page = context.newPage();
      server.registered("taken");
      page.navigate(server.address() + "/register");
      page.getByLabel("Name").fill("Somebody");
      page.getByLabel("E-mail").fill("taken@example.test");
      page.getByLabel("Password").fill("a password of her own");
      button(page, "Register");

      assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("has an account already");
      assertThat(page.getByLabel("Name").inputValue()).isEqualTo("Somebody");
      assertThat(page.getByLabel("E-mail").inputValue()).isEqualTo("taken@example.test");
    }
  }

  @Test
  void sendWhatWasTypedOnceSomebodyHasSignedInAgain() {
    Learner learner = Learner.taking(server, course.id(), "returning");
    String discussion = "/lessons/" + course.lessons().getFirst() + "/discussion";
    try (BrowserContext context =
        chromium.context(
            new Browser.NewContextOptions().setViewportSize(360, 800),
            server.address(),
            learner.cookie(),
            "en")) {
      Page page = context.newPage();
      page.navigate(server.address() + discussion);
      page.locator("textarea[name=body]").fill("Typed for half an hour\n& \"not\" <lost>");
      learner.api("POST", "/sign-out", "{}").expect(204);
      page.locator("form[action='" + discussion + "'] button").click();

      assertThat(page.getByRole(AriaRole.STATUS).innerText()).contains("Nothing that you typed");
      look(page, "unsent-sign-in");
      page.getByLabel("E-mail").fill("returning@example.test");
      page.getByLabel("Password").fill("long enough returning");
      page.locator("main form button").click();
      assertThat(page.locator("h1").innerText()).isEqualTo("Send what you typed");
      look(page, "unsent");
      button(page, "Send it now");
      assertThat(page.locator("main").innerText())
          .contains("Typed for half an hour", "& \"not\" <lost>");
    }
  }

  private static void look(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "screenshots", name + ".png"))
            .setFullPage(true));
    assertThat(new AxeBuilder(page).analyze().getViolations()).as(name).isEmpty();
  }

  @Test
  void enrolThePeopleOfAFileAndSayInTheirLanguageWhatWentWrong() {
    Learner teacher = Learner.teaching(server, "enrols");
    long enrolling = server.course("HR-8002", null);
    teacher.takeOver(enrolling);
    FilePayload people =
        new FilePayload(
            "people.csv", "text/csv", "ana@example.test,Ana\nnobody,Nadie".getBytes(UTF_8));
    try (BrowserContext context =
        chromium.context(
            new Browser.NewContextOptions(), server.address(), teacher.cookie(), "es")) {
      Page page = context.newPage();
      page.navigate(server.address() + "/teach/courses/" + enrolling + "/roster");
      Locator progress = page.locator("#progress");
      page.locator("input[type=file]").setInputFiles(people);
      Eventually.within(10, () -> progress.innerText().contains("Hecho"), progress::innerText);
      assertThat(progress.innerText())
          .contains("Hecho: 1 inscritos, 1 líneas omitidas.\n2: ")
          .contains("no es una dirección de correo");

      page.route(
          "**/api/teach/courses/*/roster",
          route ->
              route.fulfill(
                  new Route.FulfillOptions()
                      .setStatus(503)
                      .setContentType("application/problem+json")
                      .setBody("{\"detail\":\"The platform does not answer\"}")));
      page.locator("input[type=file]").setInputFiles(new FilePayload[0]);
      page.locator("input[type=file]").setInputFiles(people);
      Eventually.within(
          10, () -> progress.innerText().startsWith("Se ha interrumpido"), progress::innerText);
      assertThat(progress.innerText()).doesNotContain("does not answer");
    }
  }

  private static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, named(name)).click();
  }

  private static void link(Page page, String name) {
    page.getByRole(AriaRole.LINK, named(name)).first().click();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
