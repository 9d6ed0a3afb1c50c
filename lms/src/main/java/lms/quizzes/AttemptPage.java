package lms.quizzes;

import java.util.List;
import java.util.stream.IntStream;
import lms.platform.Text;

/**
 * The page of an open attempt: one form for all questions.
 *
 * @param deadline in words, or the empty text where time is unlimited
 * @param sequence the number of this form's saves
 */
public record AttemptPage(
    long attemptId, String title, int number, String deadline, long sequence, List<Line> lines) {
  /**
   * One question.
   *
   * @param kind single, multiple, numeric or text
   * @param value what is saved, or the empty text
   */
  public record Line(
      int number,
      long questionId,
      String kind,
      String prompt,
      int points,
      String value,
      List<Choice> choices) {}

  /** One option of a question. */
  public record Choice(String id, String text, boolean chosen) {}

  static AttemptPage of(AttemptView attempt, Text text) {
    List<AttemptView.Asked> questions = attempt.questions();
    return new AttemptPage(
        attempt.attemptId(),
        attempt.title(),
        attempt.number(),
        attempt.deadline() == null ? "" : text.dateTimeSeconds(attempt.deadline()),
        attempt.nextSequence(),
        IntStream.range(0, questions.size())
            .mapToObj(i -> line(i + 1, questions.get(i), attempt.value(questions.get(i).id())))
            .toList());
  }

  private static Line line(int number, AttemptView.Asked question, String value) {
    var chosen = Grading.ids(value);
    return new Line(
        number,
        question.id(),
        question.kind(),
        question.prompt(),
        question.points(),
        value,
        question.options().stream()
            .map(option -> new Choice(option.id(), option.text(), chosen.contains(option.id())))
            .toList());
  }
}
