package lms.quizzes;

import static lms.quizzes.QuestionKind.ESSAY;
import static lms.quizzes.QuestionKind.MULTIPLE;
import static lms.quizzes.QuestionKind.NUMERIC;
import static lms.quizzes.QuestionKind.SINGLE;
import static lms.quizzes.QuestionKind.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lms.platform.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradingTest {
  @Test
  void givesAllPointsForTheRightOptionAndNoneForAnother() {
    var question = QuizExamples.question(SINGLE, "b");
    assertThat(Grading.points(question, "b")).isEqualTo(2);
    assertThat(Grading.points(question, "a")).isZero();
    assertThat(Grading.points(question, null)).isZero();
    assertThat(Grading.points(question, " ")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a,c|2", "c,a|2", "a,c,a|2", "a|1", "a,b|0", "a,b,c|1", "a,b,c,d|0", "b|0", ",|0"})
  void sharesThePointsOfMultipleChoiceAmongItsRightOptions(String answer, double points) {
    assertThat(Grading.points(QuizExamples.question(MULTIPLE, "a,c"), answer)).isEqualTo(points);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "3.5", "2.5", " 3,0 ", "+3", "3.50000000000000000000"})
  void acceptsNumbersWithinTheToleranceItsEdgeIncluded(String answer) {
    assertThat(Grading.points(QuizExamples.question(NUMERIC, "3"), answer)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3.50000000000000000001", "2.4", "-3", "three", "1e999999999", "3.", "NaN"})
  void refusesNumbersBeyondTheToleranceAndWhatIsNoNumber(String answer) {
    assertThat(Grading.points(QuizExamples.question(NUMERIC, "3"), answer)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Straße", " STRASSE ", "straße\n", "Blue  Whale", "BLUE\u00a0WHALE"})
  void comparesTextWithoutCaseAndSpacing(String answer) {
    var question = QuizExamples.question(TEXT, "strasse\nblue whale");
    assertThat(Grading.points(question, answer)).isEqualTo(2);
  }

  @Test
  void keepsAccentsApartInTextHoweverTheyAreEncoded() {
    var question = QuizExamples.question(TEXT, "año");
    assertThat(Grading.points(question, "an\u0303o")).isEqualTo(2);
    assertThat(Grading.points(question, "ano")).isZero();
  }

  @Test
  void addsUpAnAttempt() {
    Paper paper = new Paper(QuizExamples.content(4).questions(), new Shuffle(false, 0));

    Result result =
        Grading.result(
            paper,
            Map.of(1L, saved(1, "a"), 2L, saved(2, "b"), 4L, saved(4, "a")),
            Map.of(),
            Attempt.Ending.LEARNER);

    assertThat(result).isEqualTo(new Result(2.0, 4, Attempt.Ending.LEARNER, 0));
  }

  @Test
  void leavesEssaysToTeachersWhosePointsCountInsteadOfTheKeys() {
    Question essay = new Question(9, 2, ESSAY, "Why?", List.of(), "", 0, 5, "", "");
    Paper paper =
        new Paper(
            List.of(QuizExamples.content(1).questions().getFirst(), essay), new Shuffle(false, 0));
    var answers = Map.of(1L, saved(1, "b"), 9L, saved(9, "Because."));

    assertThat(Grading.result(paper, answers, Map.of(), Attempt.Ending.LEARNER))
        .isEqualTo(new Result(0.0, 6, Attempt.Ending.LEARNER, 1));
    assertThat(
            Grading.result(
                paper,
                answers,
                Map.of(1L, new Mark(0.5, ""), 9L, new Mark(4, "Good")),
                Attempt.Ending.LEARNER))
        .isEqualTo(new Result(4.5, 6, Attempt.Ending.LEARNER, 0));
    assertThat(Grading.result(paper, Map.of(), Map.of(), Attempt.Ending.LEARNER).pending())
        .as("nobody has to mark what was left empty")
        .isZero();
  }

  private static SavedAnswer saved(long question, String value) {
    return new SavedAnswer(question, 1, value);
  }

  @Test
  void passesFromThePassMarkOn() {
    QuizSettings settings = QuizExamples.settings(null, 0);
    assertThat(Grading.passes(settings, 3, 5)).isTrue();
    assertThat(Grading.passes(settings, 2.99, 5)).isFalse();
  }

  @Test
  void namesWhatIsWrongWithAnAnswer() {
    assertThat(AnswerValue.fault(QuizExamples.question(SINGLE, "a"), "z"))
        .contains(Words.of("quizzes.answer-unknown-option", "z", "a, b, c, d"));
    assertThat(AnswerValue.fault(QuizExamples.question(MULTIPLE, "a"), "a,y")).isPresent();
    assertThat(AnswerValue.fault(QuizExamples.question(NUMERIC, "1"), "many"))
        .contains(Words.of("quizzes.answer-no-number"));
    assertThat(AnswerValue.fault(QuizExamples.question(TEXT, "x"), "y".repeat(4_001)))
        .contains(Words.of("quizzes.answer-too-long", 4_001, 4_000));
  }

  @Test
  void acceptsEachKindsAnswersAndTheEmptyOneThatTakesAnAnswerBack() {
    assertThat(AnswerValue.fault(QuizExamples.question(SINGLE, "a"), "b")).isEmpty();
    assertThat(AnswerValue.fault(QuizExamples.question(MULTIPLE, "a"), "a,b")).isEmpty();
    assertThat(AnswerValue.fault(QuizExamples.question(NUMERIC, "1"), "-0.5")).isEmpty();
    assertThat(AnswerValue.fault(QuizExamples.question(TEXT, "x"), "y".repeat(4_000))).isEmpty();
    assertThat(AnswerValue.fault(QuizExamples.question(SINGLE, "a"), "")).isEmpty();
  }
}
