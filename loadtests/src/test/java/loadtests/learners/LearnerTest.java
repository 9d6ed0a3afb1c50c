package loadtests.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import loadtests.plan.Kind;
import loadtests.plan.Mix;
import org.junit.jupiter.api.Test;

class LearnerTest {
  private static final String STARTED =
      """
      {"attemptId":12,"quizId":%s,"number":1,"deadline":null,"questions":[
       {"id":7,"kind":"single","prompt":"p","options":[{"id":"a","text":"A"},{"id":"b","text":"B"}]},
       {"id":8,"kind":"text","prompt":"p","options":[]}],
       "answers":[{"questionId":7,"sequence":40,"value":"a"}]}""";

  private final SeedData data = Seeded.small();

  @Test
  void choosesTheSameAgainFromTheSameSeed() {
    assertThat(paths(learner(1, 0))).isEqualTo(paths(learner(1, 0)));
    assertThat(paths(learner(1, 0))).isNotEqualTo(paths(learner(2, 0)));
    assertThat(paths(learner(1, 0))).isNotEqualTo(paths(learner(1, 1)));
  }

  @Test
  void startsAnAttemptBeforeItAnswers() {
    Learner learner = learner(1, 0);

    assertThat(learner.next(Kind.QUIZ_ANSWER).kind()).isEqualTo(Kind.QUIZ_START);
    assertThat(learner.next(Kind.QUIZ_SUBMISSION).kind()).isEqualTo(Kind.QUIZ_START);
    start(learner);
    assertThat(learner.next(Kind.QUIZ_ANSWER).kind()).isEqualTo(Kind.QUIZ_ANSWER);
    assertThat(learner.next(Kind.QUIZ_START).kind()).isEqualTo(Kind.QUIZ_ANSWER);
  }

  @Test
  void numbersAnswersUpwardsFromWhatIsStored() {
    Learner learner = learner(1, 0);
    start(learner);

    assertThat(sequence(learner.next(Kind.QUIZ_ANSWER))).isEqualTo(41);
    assertThat(sequence(learner.next(Kind.QUIZ_ANSWER))).isEqualTo(42);
  }

  @Test
  void takesOnlyItsOwnSavedAnswerForAnAnswer() {
    Learner learner = learner(1, 0);
    start(learner);
    Step step = learner.next(Kind.QUIZ_ANSWER);
    Write write = Objects.requireNonNull(step.write());
    String question = write.object().substring(write.object().lastIndexOf(':') + 1);
    String right = "{\"questionId\":%s,\"sequence\":%d,\"value\":%s}";
    String value = Meaning.quoted(Objects.requireNonNull(write.value()));

    assertThat(step.meaning().apply(right.formatted(question, 41, value)))
        .isEqualTo(Step.AS_EXPECTED);
    assertThat(step.meaning().apply(right.formatted(question, 40, value)))
        .isEqualTo("another sequence");
    assertThat(step.meaning().apply(right.formatted(question, 41, "\"zzz\"")))
        .isEqualTo("another value");
    assertThat(step.meaning().apply(right.formatted("1" + question, 41, value)))
        .isEqualTo("another questionId");
    assertThat(step.meaning().apply("<html>")).isEqualTo("no JSON");
  }

  @Test
  void sendsNoIdempotencyKeyTwice() {
    var keys = new HashSet<String>();
    var all = new ArrayList<String>();
    for (int index = 0; index < 3; index++) {
      Learner learner = learner(1, index);
      for (int i = 0; i < 200; i++) {
        String key = learner.next(Kind.LESSON_COMPLETION).key();
        keys.add(Objects.requireNonNull(key));
        all.add(key);
      }
    }
    assertThat(keys).hasSameSizeAs(all);
    assertThat(all).allSatisfy(key -> assertThat(key).matches("[!-~]{1,64}"));
  }

  @Test
  void watchesVideosForwardsOnlyAndOnlyWhereThereAreSome() {
    Learner learner = learner(1, 0);
    var last = new HashMap<String, Integer>();
    for (int i = 0; i < 300; i++) {
      Step step = learner.next(Kind.VIDEO_POSITION);
      Write write = Objects.requireNonNull(step.write());
      int seconds = Integer.parseInt(Objects.requireNonNull(write.value()));
      assertThat(seconds).isBetween(last.getOrDefault(write.object(), 0) + 1, 600);
      assertThat(Integer.parseInt(write.object().substring(7)) % 2).isZero();
      last.put(write.object(), seconds);
    }
  }

  @Test
  void goesOnWithVideosOnlyWhenAllHaveEnded() {
    Learner learner = learner(1, 0);
    var last = new HashMap<String, Integer>();
    for (int i = 0; i < 3_000; i++) {
      Write write = Objects.requireNonNull(learner.next(Kind.VIDEO_POSITION).write());
      int seconds = Integer.parseInt(Objects.requireNonNull(write.value()));
      assertThat(Integer.parseInt(write.object().substring(7)) % 2).isZero();
      assertThat(seconds).isBetween(last.getOrDefault(write.object(), 1), 600);
      last.put(write.object(), seconds);
    }
    assertThat(last.values()).containsOnly(600);
  }

  @Test
  void putsThePositionThatWasStoredIntoTheLedger() {
    Learner learner = learner(1, 0);
    Step step = learner.next(Kind.VIDEO_POSITION);
    String lesson = idIn(step);

    String meaning =
        step.meaning().apply("{\"lessonId\":" + lesson + ",\"seconds\":0,\"coalesced\":true}");

    assertThat(meaning).isEqualTo(Step.AS_EXPECTED);
    assertThat(Objects.requireNonNull(learner.acknowledged(step)).value()).isEqualTo("0");
    assertThat(
            step.meaning().apply("{\"lessonId\":" + lesson + ",\"seconds\":0,\"coalesced\":false}"))
        .isEqualTo("earlier seconds");
  }

  @Test
  void knowsThePageOfAnotherLessonFromTheRightOne() {
    Learner learner = learner(1, 0);
    Step step = learner.next(Kind.LESSON_PAGE);
    String id = step.path().substring("/lessons/".length());
    String page = "<body data-user=\"1\"><main data-lesson=\"%s\" data-token=\"%s\">";

    assertThat(step.meaning().apply(page.formatted(id, "tok" + id))).isEqualTo(Step.AS_EXPECTED);
    assertThat(step.meaning().apply(page.formatted("1" + id, "tok" + id)))
        .isEqualTo("another data-lesson");
    assertThat(step.meaning().apply(page.formatted(id, "other"))).isEqualTo("another data-token");
    assertThat(step.meaning().apply("<body>")).isEqualTo("no data-user");
  }

  @Test
  void hearsWhosePageItWasShown() {
    Learner learner = learner(1, 0);
    Step page = learner.next(Kind.GRADES);

    assertThat(page.meaning().apply("<body data-user=\"1\">")).isEqualTo(Step.AS_EXPECTED);
    assertThat(learner.takeStranger()).isNull();
    assertThat(page.meaning().apply("<body data-user=\"\">")).isEqualTo("another data-user");
    assertThat(learner.takeStranger()).as("nobody's page is no stranger's").isNull();
    assertThat(page.meaning().apply("<body data-user=\"17\">")).isEqualTo("another data-user");
    assertThat(learner.takeStranger()).isEqualTo(17);
    assertThat(learner.takeStranger()).as("told once").isNull();
  }

  @Test
  void hearsWhoseDataItWasGiven() {
    Learner learner = learner(1, 0);
    Step notifications = learner.next(Kind.NOTIFICATIONS);

    assertThat(notifications.meaning().apply("{\"userId\":17,\"items\":[]}"))
        .isEqualTo("another userId");
    assertThat(learner.takeStranger()).isEqualTo(17);
  }

  @Test
  void asksForAnEnrolmentOnceAndThenLooksAtACourse() {
    Learner learner = learner(1, 0);

    assertThat(learner.next(Kind.ENROLMENT).path()).isEqualTo("/api/courses/3/enrolment");
    assertThat(learner.next(Kind.ENROLMENT).kind()).isEqualTo(Kind.COURSE_PAGE);
  }

  @Test
  void signsInWithAnEscapedPasswordAndKeepsTheCookieAlone() {
    Learner learner = learner(1, 0);

    assertThat(learner.signIn().body())
        .isEqualTo("{\"email\":\"learner1@example.test\",\"password\":\"pass\\\"word\"}");
    learner.signedIn("lms_session=abc; Path=/; HttpOnly");
    assertThat(learner.cookie()).isEqualTo("lms_session=abc");
  }

  @Test
  void forgetsAnAttemptWhoseSubmissionWasLeftOpen() {
    Learner learner = learner(1, 0);
    start(learner);

    learner.leftOpen(learner.next(Kind.QUIZ_SUBMISSION));

    assertThat(learner.hasOpenAttempt()).isFalse();
  }

  /** What state forbids changes the mix by less than the 2 points that a plan allows. */
  @Test
  void keepsToTheMixWithinTwoPoints() {
    Mix mix = Mix.measured();
    var counts = new EnumMap<Kind, Integer>(Kind.class);
    int requests = 0;
    for (int index = 0; index < 200; index++) {
      Learner learner = learner(1, index);
      start(learner);
      for (int i = 0; i < 60; i++) {
        Step step = learner.next(mix.draw(learner.random()));
        if (step.kind() == Kind.QUIZ_START) {
          assertThat(step.meaning().apply(STARTED.formatted(idIn(step))))
              .isEqualTo(Step.AS_EXPECTED);
        } else if (step.kind() == Kind.QUIZ_SUBMISSION) {
          assertThat(step.meaning().apply("{\"attemptId\":12,\"score\":1.5,\"maxScore\":2}"))
              .isEqualTo(Step.AS_EXPECTED);
        }
        counts.merge(step.kind(), 1, Integer::sum);
        requests++;
      }
    }
    for (Kind kind : Kind.values()) {
      double points = 100.0 * counts.getOrDefault(kind, 0) / requests - 100 * mix.share(kind);
      assertThat(Math.abs(points)).as(kind.title()).isLessThan(2);
    }
  }

  private static void start(Learner learner) {
    Step step = learner.next(Kind.QUIZ_START);
    String quiz = idIn(step);
    assertThat(step.meaning().apply(STARTED.formatted(quiz))).isEqualTo(Step.AS_EXPECTED);
  }

  /** The id in a path such as /api/quizzes/3/attempts. */
  private static String idIn(Step step) {
    return step.path().replaceAll("\\D+", "");
  }

  private static long sequence(Step step) {
    return Objects.requireNonNull(Objects.requireNonNull(step.write()).sequence());
  }

  private static List<String> paths(Learner learner) {
    var paths = new ArrayList<String>();
    for (int i = 0; i < 50; i++) {
      paths.add(learner.next(Mix.measured().draw(learner.random())).path());
    }
    return paths;
  }

  private Learner learner(long seed, int index) {
    return new Learner(data, data.learners().getFirst(), seed, index, "run1");
  }
}
