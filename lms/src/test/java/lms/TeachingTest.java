package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What teachers do with quizzes and their takers. */
final class TeachingTest {
  private static final LmsServer server = new LmsServer();
  private static Teacher teacher;

  @BeforeAll
  static void prepare() {
    teacher = Teacher.registered(server, "examiner");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<Long> asked(Learner learner, long attempt) {
    JsonNode questions = learner.read("/attempts/" + attempt).json().path("questions");
    return StreamSupport.stream(questions.spliterator(), false)
        .map(question -> question.path("id").asLong())
        .toList();
  }

  @Test
  void asksAndGradesWhatItsAuthorWrote() {
    long course = teacher.course("HR-5101");
    teacher.lesson(course, teacher.section(course, "s"), "l");
    long quiz = teacher.quiz(course, "Everything");
    String place = "/teach/quizzes/" + quiz;
    long single = teacher.single(place, "Do bees dance?");
    long multiple =
        teacher.question(
            place,
            "multiple",
            Map.of(
                "prompt",
                "Which fly?",
                "option1",
                "Bees",
                "right1",
                "yes",
                "option2",
                "Wasps",
                "right2",
                "yes",
                "option3",
                "Stones"));
    long numeric =
        teacher.question(
            place,
            "numeric",
            Map.of("prompt", "Legs?", "correct", "6", "tolerance", "0.5", "points", "2"));
    long text =
        teacher.question(place, "text", Map.of("prompt", "It is called?", "correct", "Apis"));
    teacher.publish(course);
    Learner learner = Learner.taking(server, course, "all-kinds");

    long attempt = learner.start(quiz);
    learner.save(attempt, single, 1, "a").expect(200);
    learner.save(attempt, multiple, 1, "a,b").expect(200);
    learner.save(attempt, numeric, 1, "6.4").expect(200);
    learner.save(attempt, text, 1, "apis").expect(200);
    JsonNode graded = learner.hand(attempt).expect(200).json();

    assertThat(graded.path("score").asDouble()).isEqualTo(5);
    assertThat(graded.path("maxScore").asDouble()).isEqualTo(5);
  }

  @Test
  void refusesQuestionsThatNobodyCouldAnswerAndKeepsWhatWasTyped() {
    long quiz = teacher.quiz(teacher.course("HR-5102"), "Wrong");
    String place = "/teach/quizzes/" + quiz;

    assertThat(
            teacher
                .refused(
                    422,
                    place + "/questions/new?kind=single",
                    place + "/questions",
                    Map.of("prompt", "Kept?", "option1", "Only one", "points", "1"))
                .body())
        .contains("exactly one must be right", "Kept?", "Only one");
    teacher.refused(
        422,
        place + "/questions/new?kind=numeric",
        place + "/questions",
        Map.of("prompt", "Legs?", "correct", "six", "tolerance", "0", "points", "1"));
    assertThat(server.count("SELECT COUNT(*) AS n FROM questions WHERE quiz_id = ?", quiz))
        .isZero();
  }

  @Test
  void leavesAnAttemptThatHasBegunItsQuestions() {
    long course = teacher.published("HR-5103", "l");
    long quiz = teacher.quiz(course, "Moving");
    String place = "/teach/quizzes/" + quiz;
    long first = teacher.single(place, "The first?");
    teacher.publishQuiz(quiz);
    Learner early = Learner.taking(server, course, "early");
    long attempt = early.start(quiz);

    long second = teacher.single(place, "The second?");
    teacher.act(place, "/teach/questions/" + first + "/removal", Map.of());

    assertThat(asked(early, attempt)).containsExactly(first);
    early.save(attempt, first, 1, "a").expect(200);
    assertThat(early.hand(attempt).expect(200).json().path("score").asDouble()).isEqualTo(1);
    Learner late = Learner.taking(server, course, "late");
    assertThat(asked(late, late.start(quiz))).containsExactly(second);
  }

  @Test
  void neverMixesTwoRevisionsWhileItsAuthorEditsAndManyStart() {
    long course = teacher.published("HR-5104", "l");
    long quiz = teacher.quiz(course, "Rush");
    String place = "/teach/quizzes/" + quiz;
    teacher.single(place, "Zero?");
    teacher.publishQuiz(quiz);
    List<Learner> learners =
        IntStream.range(0, 8).mapToObj(i -> Learner.taking(server, course, "rush" + i)).toList();
    List<Callable<Integer>> work = new ArrayList<>();
    work.add(
        () -> {
          for (int i = 0; i < 6; i++) {
            teacher.single(place, "Question " + i + "?");
          }
          return 0;
        });
    learners.forEach(
        learner ->
            work.add(
                () -> {
                  long attempt = learner.start(quiz);
                  List<Long> questions = asked(learner, attempt);
                  for (long question : questions) {
                    learner.save(attempt, question, 1, "a").expect(200);
                  }
                  JsonNode graded = learner.hand(attempt).expect(200).json();
                  assertThat(graded.path("score").asDouble()).isEqualTo(questions.size());
                  assertThat(graded.path("maxScore").asDouble()).isEqualTo(questions.size());
                  return questions.size();
                }));

    assertThat(Together.run(work).subList(1, work.size())).allMatch(size -> size >= 1 && size <= 7);
  }

  @Test
  void drawsAsManyOfACategoryAsItsAuthorSaysAndTheSameAtEachLook() {
    long course = teacher.published("HR-5105", "l");
    String bank = "/teach/courses/" + course + "/bank";
    long category = Teacher.idOf(teacher.act(bank, bank, Map.of("name", "Flight")));
    String place = "/teach/categories/" + category;
    List<Long> pool =
        new ArrayList<>(
            IntStream.range(0, 12).mapToObj(i -> teacher.single(place, "Flight " + i)).toList());
    long quiz = teacher.quiz(course, "Drawn");
    String page = "/teach/quizzes/" + quiz;
    teacher.refused(
        422, page, page + "/draws", Map.of("category", Long.toString(category), "number", "13"));
    teacher.act(page, page + "/draws", Map.of("category", Long.toString(category), "number", "3"));
    teacher.publishQuiz(quiz);

    Set<List<Long>> drawn = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      Learner learner = Learner.taking(server, course, "drawn" + i);
      long attempt = learner.start(quiz);
      List<Long> questions = asked(learner, attempt);
      assertThat(questions).hasSize(3).doesNotHaveDuplicates().isSubsetOf(pool);
      pool.add(teacher.single(place, "One more " + i));
      assertThat(asked(learner, attempt)).isEqualTo(questions);
      learner.save(attempt, questions.getFirst(), 1, "a").expect(200);
      assertThat(learner.hand(attempt).expect(200).json().path("maxScore").asDouble()).isEqualTo(3);
      drawn.add(questions);
    }
    assertThat(drawn).hasSizeGreaterThan(1);
  }

  @Test
  void hasEssaysMarkedByHandAndTellsTheLearner() {
    long course = teacher.course("HR-5106");
    long lesson = teacher.lesson(course, teacher.section(course, "s"), "l");
    long quiz = teacher.quiz(course, "Essay");
    long essay = teacher.essay("/teach/quizzes/" + quiz, "Why do they dance?");
    teacher.publish(course);
    Learner learner = Learner.taking(server, course, "essayist");
    learner.complete(lesson).expect(200);
    long attempt = learner.start(quiz);
    learner.save(attempt, essay, 1, "To tell where <b>flowers</b> are.").expect(200);
    learner.hand(attempt).expect(200);
    String queue = "/teach/quizzes/" + quiz + "/marking";
    String marking = "/teach/attempts/" + attempt + "/marking";
    assertThat(teacher.page(queue).body()).contains("essayist");
    assertThat(teacher.page(marking).body()).contains("To tell where &lt;b&gt;flowers");
    assertThat(certificates(learner)).isZero();

    Map<String, String> fields = Map.of("points" + essay, "7,5", "comment" + essay, "Well seen");
    assertThat(
            teacher
                .refused(
                    422, marking, marking, Map.of("points" + essay, "x", "comment" + essay, "kept"))
                .body())
        .contains("kept");
    teacher.act(marking, marking, fields);

    assertThat(teacher.page(queue).body()).doesNotContain("essayist");
    assertThat(learner.page("/attempts/" + attempt + "/review").body())
        .contains("7.5", "Well seen");
    assertThat(learner.read("/notifications").text()).contains("7.5 of 10");
    assertThat(certificates(learner)).isOne();
  }

  private static long certificates(Learner learner) {
    return server.count("SELECT COUNT(*) AS n FROM certificates WHERE user_id = ?", learner.id());
  }

  /** Who chose an option that is gone did not choose the one that came after it. */
  @Test
  void givesANewOptionNoAnswersOfOneThatIsGone() {
    long course = teacher.published("HR-5111", "l");
    long quiz = teacher.quiz(course, "Options");
    String place = "/teach/quizzes/" + quiz;
    Map<String, String> two =
        Map.of(
            "prompt", "Which?", "option1", "Yes", "right1", "yes", "option2", "No", "points", "1");
    Map<String, String> three = new LinkedHashMap<>(two);
    three.put("option3", "Perhaps");
    long question = teacher.question(place, "single", three);
    teacher.publishQuiz(quiz);
    Learner early = Learner.taking(server, course, "perhaps");
    long attempt = early.start(quiz);
    early.save(attempt, question, 1, "c").expect(200);
    early.hand(attempt).expect(200);
    String page = "/teach/questions/" + question;
    teacher.act(page, page, two);
    Map<String, String> stale = Learner.hidden(teacher.page(page).body());

    Map<String, String> other = new LinkedHashMap<>(two);
    other.remove("right1");
    other.putAll(Map.of("option3", "Always", "right3", "yes"));
    teacher.act(page, page, other);
    server.lms.quizzes().marking().regrade(quiz);

    assertThat(early.read("/attempts/" + attempt).json().path("score").asDouble()).isZero();
    Learner late = Learner.taking(server, course, "always");
    long second = late.start(quiz);
    JsonNode options =
        late.read("/attempts/" + second).json().path("questions").get(0).path("options");
    String always =
        StreamSupport.stream(options.spliterator(), false)
            .filter(option -> option.path("text").asText().equals("Always"))
            .map(option -> option.path("id").asText())
            .findFirst()
            .orElseThrow();
    late.save(second, question, 1, always).expect(200);
    assertThat(late.hand(second).expect(200).json().path("score").asDouble()).isEqualTo(1);
    stale.putAll(other);
    stale.put("option3", "Never");
    assertThat(Learner.hidden(teacher.refused(409, page, page, stale).body()).get("id3"))
        .as("a third option that was written at the same time is another one")
        .isEmpty();
  }

  @Test
  void regradesEverybodyAfterACorrectionWhileOthersSubmitAndShowsWhatChanged() {
    long course = teacher.published("HR-5107", "l");
    long quiz = teacher.quiz(course, "Corrected");
    String place = "/teach/quizzes/" + quiz;
    long question = teacher.single(place, "No is right, says the author too late");
    teacher.publishQuiz(quiz);
    List<Learner> before =
        IntStream.range(0, 4).mapToObj(i -> Learner.taking(server, course, "before" + i)).toList();
    before.forEach(
        learner -> {
          long attempt = learner.start(quiz);
          learner.save(attempt, question, 1, "b").expect(200);
          assertThat(learner.hand(attempt).expect(200).json().path("score").asDouble()).isZero();
        });
    List<Learner> during =
        IntStream.range(0, 6).mapToObj(i -> Learner.taking(server, course, "during" + i)).toList();
    List<Long> open =
        during.stream()
            .map(
                learner -> {
                  long attempt = learner.start(quiz);
                  learner.save(attempt, question, 1, "b").expect(200);
                  return attempt;
                })
            .toList();
    Map<String, String> correction =
        Map.of(
            "prompt",
            "No is right",
            "id1",
            "a",
            "option1",
            "Yes",
            "id2",
            "b",
            "option2",
            "No",
            "right2",
            "yes",
            "points",
            "1");
    List<Callable<Integer>> work = new ArrayList<>();
    work.add(
        () -> {
          teacher.act("/teach/questions/" + question, "/teach/questions/" + question, correction);
          teacher.act(place + "/regrade", place + "/regrade", Map.of());
          return 0;
        });
    for (int i = 0; i < open.size(); i++) {
      Learner learner = during.get(i);
      long attempt = open.get(i);
      work.add(() -> learner.hand(attempt).expect(200).status());
    }

    Together.run(work);
    Eventually.within(
        20,
        () -> teacher.page(place + "/regrade").body().contains("data-finished=\"true\""),
        () -> teacher.page(place + "/regrade").body());

    assertThat(
            server.count(
                "SELECT COUNT(*) AS n FROM attempts WHERE quiz_id = ? AND score = 1", quiz))
        .isEqualTo(before.size() + during.size());
    assertThat(teacher.page(place + "/regrade").body()).contains("before0", "before3");
    assertThat(before.getFirst().read("/notifications").text()).contains("1 of 1");
  }
}
