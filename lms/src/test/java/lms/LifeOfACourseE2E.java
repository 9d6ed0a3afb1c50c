package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A course from its first draft to its certificate, by three people in three browsers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LifeOfACourseE2E {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final LmsServer server = new LmsServer();
  private final Chromium chromium = new Chromium();

  @AfterAll
  void stop() {
    chromium.close();
    server.close();
  }

  private BrowserContext context(Learner person) {
    return chromium.context(
        new Browser.NewContextOptions().setViewportSize(1_000, 800),
        server.address(),
        person.cookie(),
        "en");
  }

  private static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .first()
        .click();
  }

  private static void link(Page page, String name) {
    Locator link =
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    assertThat(link.count())
        .as("links %s at %s: %s", name, page.url(), page.locator("body").innerText())
        .isPositive();
    link.first().click();
  }

  /** The form of the page whose action ends like this. */
  private static Locator form(Page page, String action) {
    return page.locator("form[action$='" + action + "']").first();
  }

  private static void send(Page page, String action, Map<String, String> fields) {
    Locator form = form(page, action);
    fields.forEach((name, value) -> form.locator("[name=" + name + "]").fill(value));
    form.locator("button").first().click();
  }

  private static void look(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(SCREENSHOTS.resolve("life-" + name + ".png")));
    assertThat(
            new AxeBuilder(page)
                .analyze().getViolations().stream()
                    .map(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml()))
        .as("axe on " + name)
        .isEmpty();
  }

  @Test
  void goesFromTheFirstDraftToTheCertificateByThreePeople() {
    try (BrowserContext teaching = context(Learner.teaching(server, "teacher"));
        BrowserContext learning = context(Learner.registered(server, "ada"));
        BrowserContext waiting = context(Learner.registered(server, "ben"))) {
      Page teacher = teaching.newPage();
      Page ada = learning.newPage();
      Page ben = waiting.newPage();
      author(teacher);
      ben.navigate(server.address() + "/courses");
      assertThat(ben.locator("main").innerText()).contains("Life of bees");
      take(ada);
      answerEssay(teacher);
      ada.navigate(server.address() + "/grades");
      link(ada, "Certificate");
      assertThat(ada.locator("main").innerText()).contains("ada");
      ben.navigate(ada.url());
      assertThat(ben.locator("main").innerText()).contains("Life of bees");
      gradeByKeyboard(teacher);
    }
  }

  private void author(Page page) {
    page.navigate(server.address() + "/teach");
    link(page, "New course");
    look(page, "new-course");
    send(
        page,
        "/teach/courses",
        Map.of(
            "code", "HR-8101",
            "title", "Life of bees",
            "summary", "How they live",
            "description", "All about them",
            "category", "science"));
    send(page, "/sections", Map.of("title", "Spring"));
    send(page, "/lessons", Map.of("title", "The swarm"));
    page.locator("textarea[name=body]").fill("Bees **dance**.");
    button(page, "Preview");
    assertThat(page.locator("article strong").innerText()).isEqualTo("dance");
    look(page, "lesson");
    button(page, "Save");
    attach(page);
    link(page, "Back to the course");
    send(page, "/quizzes", Map.of("title", "What bees do"));
    form(page, "/questions/new").locator("select").selectOption("single");
    button(page, "Add a question");
    page.locator("[name=prompt]").fill("Do they dance?");
    page.locator("[name=option1]").fill("Yes");
    page.locator("[name=option2]").fill("No");
    page.locator("[name=right1]").check();
    look(page, "question");
    button(page, "Save");
    form(page, "/questions/new").locator("select").selectOption("essay");
    button(page, "Add a question");
    page.locator("[name=prompt]").fill("Why?");
    button(page, "Save");
    look(page, "quiz");
    link(page, "Back to the course");
    look(page, "workshop");
    button(page, "Publish the course");
    assertThat(page.locator("main").innerText()).contains("Published");
  }

  /** One file that is too large, and one that is not. */
  private static void attach(Page page) {
    link(page, "Attachments");
    choose(page, new byte[180_001]);
    button(page, "Attach a file");
    page.getByRole(AriaRole.ALERT).waitFor();
    assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("180");
    look(page, "attachment-refused");
    choose(page, "Leaf ÿ".getBytes(StandardCharsets.ISO_8859_1));
    button(page, "Attach a file");
    page.waitForURL("**/attachments?notice=saved");
    assertThat(page.locator("main li").innerText()).contains("leaf.txt");
    look(page, "attachments");
    link(page, "Back to the lesson");
  }

  private static void choose(Page page, byte[] content) {
    page.locator("input[type=file]")
        .setInputFiles(new FilePayload("leaf.txt", "text/plain", content));
  }

  private void take(Page page) {
    page.navigate(server.address() + "/courses");
    link(page, "Life of bees");
    button(page, "Enrol");
    link(page, "The swarm");
    Download leaf = page.waitForDownload(() -> link(page, "leaf.txt"));
    assertThat(leaf.path()).hasBinaryContent("Leaf ÿ".getBytes(StandardCharsets.ISO_8859_1));
    button(page, "Complete this lesson");
    page.navigate(server.address() + "/quizzes/" + server.count("SELECT id AS n FROM quizzes"));
    button(page, "Start an attempt");
    page.locator("input[type=radio]").first().check();
    page.locator("textarea").first().fill("To tell where flowers are.");
    button(page, "Submit and finish");
    button(page, "Hand in now");
    page.waitForURL("**/review");
  }

  private void answerEssay(Page page) {
    long quiz = server.count("SELECT id AS n FROM quizzes");
    page.navigate(server.address() + "/teach/quizzes/" + quiz + "/monitor?show=all");
    assertThat(page.locator("main").innerText()).contains("ada");
    look(page, "monitor");
    page.navigate(server.address() + "/teach/quizzes/" + quiz + "/marking");
    look(page, "queue");
    page.locator("main li a").first().click();
    Locator essay = page.locator("fieldset").filter(new Locator.FilterOptions().setHasText("Why?"));
    essay.locator("[name^=points]").fill("1");
    essay.locator("[name^=comment]").fill("Well seen");
    Locator choice =
        page.locator("fieldset").filter(new Locator.FilterOptions().setHasText("Do they dance?"));
    choice.locator("[name^=points]").fill("1");
    look(page, "marking");
    button(page, "Save");
    assertThat(page.locator("main").innerText()).contains("2 of 2 points");
  }

  /** With nothing but keys: to a grade, another one with its reason, and back to the same place. */
  private void gradeByKeyboard(Page page) {
    long course = server.count("SELECT id AS n FROM courses");
    page.navigate(server.address() + "/teach/courses/" + course + "/grades");
    look(page, "gradebook");
    String id = page.locator("#gradebook a[id]").first().getAttribute("id");
    for (int i = 0; i < 60 && !id.equals(focused(page)); i++) {
      page.keyboard().press("Tab");
    }
    assertThat(focused(page)).isEqualTo(id);
    page.keyboard().press("End");
    page.keyboard().press("Home");
    assertThat(focused(page)).isEqualTo(id);
    page.keyboard().press("Enter");
    page.waitForURL("**/grades/*/*");
    page.locator("[name=percent]:focus").waitFor();
    page.keyboard().type("90");
    page.keyboard().press("Tab");
    page.keyboard().type("Spoke well");
    look(page, "cell");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    page.waitForURL("**/grades?*");
    assertThat(page.locator("#gradebook").innerText()).contains("90%");
    assertThat(focused(page)).isEqualTo(id);
  }

  private static String focused(Page page) {
    return String.valueOf(page.evaluate("document.activeElement.id"));
  }
}
