package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import lms.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** Exams by forms alone, as browsers without scripts send them. */
final class ExamFormsTest extends Exams {
  private static final int NUMBER = 2;
  private static final int TEXT = 3;

  ExamFormsTest() {
    super(TestDatabase.create());
  }

  @Test
  void saveWhatIsRightAndShowWhatIsWrongWithTheQuestionsNumber() {
    TaughtCourse course = inOrder("HR-3201");
    Learner learner = enrolled(course, "mistypes");
    String page = "/attempts/" + learner.start(course.quiz());
    Map<String, String> typed =
        Map.of(field(course, NUMBER), "3 kg", field(course, TEXT), "chlorophyll");

    HttpResponse<String> answer = learner.submit(page, page + "/answers", typed);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("Not saved: Question 3. All other answers are saved.")
        .contains("The answer must be a number such as 12 or 3.5.")
        .contains("value=\"3 kg\"")
        .contains("aria-invalid=\"true\"")
        .contains("value=\"chlorophyll\"");
    assertThat(stored(learner, page)).containsExactly(Map.entry(text(course), "chlorophyll"));

    Map<String, String> corrected = Learner.hidden(answer.body());
    corrected.putAll(Map.of(field(course, NUMBER), "3", field(course, TEXT), "chlorophyll"));
    assertThat(learner.submit(page, page + "/answers", corrected).headers().firstValue("Location"))
        .hasValue(page + "?notice=saved");
    assertThat(stored(learner, page)).hasSize(2).containsValue("3");
  }

  @Test
  void handNothingInWhileAnAnswerIsWrongAndLoseNoneOfTheOthers() {
    TaughtCourse course = inOrder("HR-3202");
    Learner learner = enrolled(course, "hurries");
    String page = "/attempts/" + learner.start(course.quiz());
    Map<String, String> typed =
        Map.of(field(course, NUMBER), "many", field(course, TEXT), "chlorophyll", "sure", "yes");

    HttpResponse<String> answer = learner.submit(page, page + "/submission", typed);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("value=\"many\"", "Not saved: Question 3");
    JsonNode attempt = learner.read(page).expect(200).json();
    assertThat(attempt.path("submittedAt").isNull()).isTrue();
    assertThat(stored(learner, page)).containsValue("chlorophyll");
  }

  @Test
  void askOnceMoreBeforeTheyHandInEvenWhereAllIsAnswered() {
    TaughtCourse course = inOrder("HR-3203");
    Learner learner = enrolled(course, "complete");
    String page = "/attempts/" + learner.start(course.quiz());
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < course.questions().size(); i++) {
      all.put(field(course, i), TaughtCourse.RIGHT.get(i));
    }

    HttpResponse<String> first = learner.submit(page, page + "/submission", all);

    String asked = page + "?notice=complete";
    assertThat(first.headers().firstValue("Location")).hasValue(asked);
    assertThat(learner.read(page).json().path("submittedAt").isNull()).isTrue();
    assertThat(stored(learner, page)).hasSize(4);
    HttpResponse<String> second = learner.submit(asked, page + "/submission", all);
    assertThat(second.headers().firstValue("Location")).hasValue(page + "/review");
  }

  /** As after going back in the browser, changing something and sending the old form again. */
  @Test
  void keepWhatWasTypedWhereTheirNumberWasUsedBefore() {
    TaughtCourse course = inOrder("HR-3204");
    Learner learner = enrolled(course, "goes-back");
    String page = "/attempts/" + learner.start(course.quiz());
    Map<String, String> form = Learner.hidden(learner.page(page).body());
    form.put(field(course, TEXT), "before");
    assertThat(learner.submit(page, page + "/answers", form).statusCode()).isEqualTo(303);
    form.put(field(course, TEXT), "after");

    HttpResponse<String> answer = learner.submit(page, page + "/answers", form);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("save them once more", "value=\"after\"");
    Map<String, String> again = Learner.hidden(answer.body());
    again.put(field(course, TEXT), "after");
    assertThat(learner.submit(page, page + "/answers", again).statusCode()).isEqualTo(303);
    assertThat(stored(learner, page)).containsValue("after");
  }

  @Test
  void keepWhatIsSentAfterTheSessionsEndUntilSomebodySignsInAndSendsIt() {
    TaughtCourse course = inOrder("HR-3205");
    Learner learner = enrolled(course, "outlasts");
    String page = "/attempts/" + learner.start(course.quiz());
    Map<String, String> form = Learner.hidden(learner.page(page).body());
    form.put(field(course, TEXT), "chlorophyll and light");
    learner.api("POST", "/sign-out", "{}").expect(204);

    HttpResponse<String> ended = post(page + "/answers", form, learner.cookie());

    assertThat(ended.statusCode()).isEqualTo(401);
    Map<String, String> signIn = Learner.hidden(ended.body());
    signIn.putAll(Map.of("email", "outlasts@example.test", "password", "mistyped twice"));
    HttpResponse<String> mistyped = post("/sign-in", signIn, learner.cookie());
    assertThat(mistyped.statusCode()).isEqualTo(401);
    signIn = Learner.hidden(mistyped.body());
    signIn.putAll(Map.of("email", "outlasts@example.test", "password", "long enough outlasts"));
    HttpResponse<String> back = post("/sign-in", signIn, learner.cookie());
    assertThat(back.statusCode()).isEqualTo(200);
    assertThat(back.body()).contains("action=\"" + page + "/answers\"");
    Learner again = new Learner(server, Client.cookie(back));
    assertThat(stored(again, page)).as("nothing is sent unseen").isEmpty();
    HttpResponse<String> sent =
        post(page + "/answers", Learner.hidden(back.body()), again.cookie());
    assertThat(sent.headers().firstValue("Location")).hasValue(page + "?notice=saved");
    assertThat(stored(again, page)).containsValue("chlorophyll and light");
  }

  /** Sends a form as a page of the platform does. */
  private HttpResponse<String> post(String path, Map<String, String> form, String cookie) {
    return new Client(server.address())
        .post(path, Learner.encoded(form), "Cookie", cookie, "Origin", server.address());
  }

  private TaughtCourse inOrder(String code) {
    return TaughtCourse.in(server, code, 1, TaughtCourse.Rules.NONE).inOrder(server);
  }

  private static String field(TaughtCourse course, int question) {
    return "q" + course.questions().get(question);
  }

  private static String text(TaughtCourse course) {
    return course.questions().get(TEXT).toString();
  }

  /** What the API says is saved, by question. */
  private static Map<String, String> stored(Learner learner, String attempt) {
    JsonNode answers = learner.read(attempt).expect(200).json().path("answers");
    return StreamSupport.stream(answers.spliterator(), false)
        .collect(
            Collectors.toMap(
                answer -> answer.path("questionId").asText(),
                answer -> answer.path("value").asText()));
  }
}
