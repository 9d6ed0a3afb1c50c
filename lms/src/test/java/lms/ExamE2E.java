package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lms.platform.DatabaseSettings;
import lms.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An exam in Chromium while everything around it breaks; what counts is what the database has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExamE2E {
  private final DatabaseSettings settings = TestDatabase.create();
  private final LmsServer server = new LmsServer(settings, Clock.systemUTC());
  private final TaughtCourse course =
      TaughtCourse.in(server, "HR-9001", 1, new TaughtCourse.Rules(3_600, 5, null));
  private final Chromium chromium = new Chromium();

  @AfterAll
  void stop() {
    chromium.close();
    server.close();
  }

  @Test
  void losesNoAnswerToANetworkThatIsCut() {
    try (Sitting sitting = sitting("offline")) {
      Page page = sitting.page;
      choose(page, 0, "a");
      sitting.waitForSaved(0, "a");
      sitting.context.setOffline(true);
      choose(page, 0, "b");
      write(page, 2, "12.5");
      sitting.waitForState("Not saved yet");
      assertThat(sitting.stored(0)).isEqualTo("a");

      sitting.context.setOffline(false);

      sitting.waitForSaved(0, "b");
      sitting.waitForSaved(2, "12.5");
      sitting.waitForState("Saved at");
      assertThat(sitting.complaints).isEmpty();
    }
  }

  @Test
  void sendsWhatWaitedWhenThePageIsLoadedAgain() {
    try (Sitting sitting = sitting("reloads")) {
      Page page = sitting.page;
      page.route("**/api/attempts/*/answers/*", route -> route.abort());
      write(page, 3, "chlorophyll");
      sitting.waitForState("Not saved yet");
      page.onDialog(Dialog::accept);

      page.unroute("**/api/attempts/*/answers/*");
      page.reload();

      assertThat(field(page, 3).inputValue()).isEqualTo("chlorophyll");
      sitting.waitForSaved(3, "chlorophyll");
    }
  }

  /** Two pods behind one address; the one that serves dies, and another takes its place. */
  @Test
  void goesOnWithAnotherPodWhenItsPodIsKilled() {
    LmsServer first = new LmsServer(settings, Clock.systemUTC());
    try (Balancer balancer = new Balancer(first.address());
        Sitting sitting =
            new Sitting(
                chromium, server, course, "outlives", Sitting.ENGLISH.at(balancer.address()))) {
      Page page = sitting.page;
      choose(page, 0, "b");
      sitting.waitForSaved(0, "b");
      balancer.lead(null);
      choose(page, 1, "a");
      choose(page, 1, "c");
      sitting.waitForState("Not saved yet");

      first.close();
      balancer.lead(server.address());

      sitting.waitForSaved(1, "a,c");
      button(page, "Submit and finish");
      button(page, "Hand in now");
      page.waitForURL("**/review");
      assertThat(page.locator("main").innerText()).contains("2 of 4 points");
    }
  }

  @Test
  void showsTheNewerAnswersOfASecondTabAndOfAnotherDevice() {
    try (Sitting sitting = sitting("twotabs")) {
      Page older = sitting.page;
      choose(older, 0, "a");
      sitting.waitForSaved(0, "a");
      Page newer = sitting.context.newPage();
      newer.navigate(older.url());
      choose(newer, 0, "b");
      sitting.waitForSaved(0, "b");

      Eventually.within(10, () -> option(older, 0, "b").isChecked(), () -> "not shown");
      assertThat(older.locator("#notice").innerText()).contains("open elsewhere");

      long sequence = sitting.sequence(0) + 3_600_000;
      sitting
          .learner
          .save(sitting.attempt, course.questions().getFirst(), sequence, "c")
          .expect(200);
      // It is not chosen for long: the other device's answer is the newer one.
      option(older, 0, "d").click();
      Eventually.within(10, () -> option(older, 0, "c").isChecked(), () -> "not shown");
      assertThat(sitting.stored(0)).as("the newer of another device").isEqualTo("c");
      choose(older, 0, "b");
      sitting.waitForSaved(0, "b");
    }
  }

  @Test
  void goesOnAfterSigningInAgainInPlace() {
    try (Sitting sitting = sitting("expired")) {
      Page page = sitting.page;
      choose(page, 0, "b");
      sitting.waitForSaved(0, "b");
      sitting.learner.api("POST", "/sign-out", "{}").expect(204);

      write(page, 2, "12.5");
      field(page, 2).blur();
      Locator dialog = page.getByRole(AriaRole.DIALOG);
      dialog.waitFor();
      dialog.getByLabel("E-mail").fill("expired@example.test");
      dialog.getByLabel("Password").fill("wrong, of course");
      button(page, "Sign in");
      Eventually.within(
          10, () -> dialog.innerText().contains("No account has"), () -> dialog.innerText());
      dialog.getByLabel("Password").fill("long enough expired");
      button(page, "Sign in");

      sitting.waitForSaved(2, "12.5");
      sitting.waitForState("Saved at");
      button(page, "Submit and finish");
      button(page, "Hand in now");
      page.waitForURL("**/review");
    }
  }

  @Test
  void handsInByItselfWhenTheTimeIsOverAndHearsOfMoreTime() {
    try (Sitting sitting = sitting("timed")) {
      Page page = sitting.page;
      assertThat(page.locator("#clock").innerText()).startsWith("Time left: ");
      sitting.endIn(600);
      server.database.inTransaction(
          work ->
              server
                  .lms
                  .quizzes()
                  .invigilation()
                  .extend(work, sitting.attempt, Duration.ofHours(2)));
      choose(page, 0, "b");
      Eventually.within(
          10,
          () -> page.locator("#notice").innerText().contains("more time"),
          () -> page.locator("#notice").innerText());

      sitting.endIn(4);
      choose(page, 1, "a");
      write(page, 3, "chlorophyll");

      page.waitForURL("**/review");
      assertThat(sitting.stored(3)).isEqualTo("chlorophyll");
      assertThat(page.locator("main").innerText()).contains("2.5 of 4 points");
    }
  }

  @Test
  void takesAWholeExamByKeyboardAlone() {
    Learner learner = Learner.registered(server, "keys");
    learner.enrol(course.id()).expect(201);
    try (BrowserContext context = signedIn(learner, server.address())) {
      Page page = context.newPage();
      page.navigate(server.address() + "/quizzes/" + course.quiz());
      tabTo(page, "button:has-text('Start an attempt')");
      page.keyboard().press("Enter");
      page.waitForURL("**/attempts/*");
      String name = "input[name=q" + course.questions().get(0) + "]";
      tabTo(page, name);
      while (!page.evaluate("document.activeElement.value").equals("b")
          || !page.locator(name + "[value=b]").isChecked()) {
        page.keyboard().press("ArrowDown");
      }
      for (String id : List.of("a", "c")) {
        tabTo(page, "input[name=q" + course.questions().get(1) + "][value=" + id + "]");
        page.keyboard().press("Space");
      }
      tabTo(page, "input[name=q" + course.questions().get(2) + "]");
      page.keyboard().type("12.5");
      tabTo(page, "input[name=q" + course.questions().get(3) + "]");
      page.keyboard().type("chlorophyll");
      tabTo(page, "button:has-text('Submit and finish')");
      page.keyboard().press("Enter");
      tabTo(page, "#confirm button:has-text('Hand in now')");
      page.keyboard().press("Enter");
      page.waitForURL("**/review");

      assertThat(page.locator("main").innerText()).contains("4 of 4 points: passed");
    }
  }

  private Sitting sitting(String name) {
    return new Sitting(chromium, server, course, name, Sitting.ENGLISH);
  }

  private BrowserContext signedIn(Learner learner, String address) {
    return chromium.context(new Browser.NewContextOptions(), address, learner.cookie(), "en");
  }

  /** Three want to begin where one may a second, and two at once after a quiet time. */
  @Test
  void movesOnByItselfFromTheQueueIntoTheExam() {
    try (LmsServer busy = LmsServer.admitting(settings, Clock.systemUTC(), 1)) {
      for (String name : List.of("queue1", "queue2")) {
        Learner learner = Learner.registered(busy, name);
        learner.enrol(course.id()).expect(201);
        learner.start(course.quiz());
      }
      Learner third = Learner.registered(busy, "queue3");
      third.enrol(course.id()).expect(201);
      try (BrowserContext context = signedIn(third, busy.address())) {
        Page page = context.newPage();
        List<String> seen = new ArrayList<>();
        page.onFrameNavigated(frame -> seen.add(frame.url()));
        page.navigate(busy.address() + "/quizzes/" + course.quiz());
        // Others come first, so that there is something to wait for however slow this page is.
        for (int i = 0; i < 8; i++) {
          Learner another = Learner.registered(busy, "queued" + i);
          another.enrol(course.id()).expect(201);
          another.api("POST", "/quizzes/" + course.quiz() + "/attempts", "{}");
        }
        button(page, "Start an attempt");
        page.waitForURL("**/attempts/*");

        assertThat(seen).anyMatch(url -> url.endsWith("/waiting"));
      }
    }
  }

  /** Presses the tabulator until what is wanted has the focus, round the page at most twice. */
  private static void tabTo(Page page, String selector) {
    for (int i = 0; i < 200; i++) {
      page.keyboard().press("Tab");
      if (page.locator(selector + ":focus").count() > 0) {
        return;
      }
    }
    throw new AssertionError("no way by keyboard to " + selector);
  }

  private void choose(Page page, int question, String option) {
    option(page, question, option).check();
  }

  private Locator option(Page page, int question, String option) {
    return page.locator(
        "input[name=q" + course.questions().get(question) + "][value=" + option + "]");
  }

  private void write(Page page, int question, String value) {
    field(page, question).fill(value);
  }

  private Locator field(Page page, int question) {
    return page.locator("input[name=q" + course.questions().get(question) + "]");
  }

  private static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }
}
