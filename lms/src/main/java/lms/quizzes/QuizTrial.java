package lms.quizzes;

import java.util.List;
import java.util.stream.IntStream;
import lms.platform.Text;

/**
 * A quiz as somebody would get it who began an attempt now: drawn and shuffled, and without keys.
 * Nothing of it is stored.
 *
 * @param facts one sentence each
 */
public record QuizTrial(String title, List<String> facts, List<Line> lines) {
  /**
   * One question.
   *
   * @param kind single, multiple, numeric, text or essay
   * @param lengthMax characters of the longest answer
   * @param options empty where the learner writes the answer
   */
  public record Line(
      int number,
      String kind,
      String prompt,
      int points,
      int lengthMax,
      List<Question.Option> options) {}

  /** What {@code seed} draws of a quiz. */
  public static QuizTrial of(QuizEditing.Current current, long seed, Text text) {
    QuizSettings settings = current.settings();
    Quiz quiz = new Quiz(current.quizId(), current.courseId(), current.revision(), true, settings);
    Paper paper = Paper.of(quiz, current.content(), seed);
    return new QuizTrial(
        settings.title(),
        QuizPage.facts(settings, current.content(), text),
        IntStream.range(0, paper.questions().size())
            .mapToObj(i -> line(i + 1, paper.questions().get(i), paper))
            .toList());
  }

  private static Line line(int number, Question question, Paper paper) {
    return new Line(
        number,
        question.kind().word(),
        question.prompt(),
        question.points(),
        AnswerValue.lengthMax(question.kind()),
        paper.options(question));
  }
}
