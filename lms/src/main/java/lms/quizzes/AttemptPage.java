package lms.quizzes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lms.platform.Json;
import lms.platform.Text;
import org.jspecify.annotations.Nullable;

/**
 * The page of an open attempt: one form for all questions.
 *
 * @param deadline in words, or the empty text where time is unlimited
 * @param clock for the script, which counts down by the server's clock
 * @param sequence the number of this form's saves
 * @param unanswered questions without an answer
 * @param words for the script, as JSON
 */
public record AttemptPage(
    long attemptId,
    String title,
    int number,
    String deadline,
    Clock clock,
    long sequence,
    long unanswered,
    List<Line> lines,
    String words) {
  /**
   * What the countdown goes by, as texts of ISO 8601.
   *
   * @param now when the page was made, by the server's clock
   * @param deadline or the empty text
   * @param overdue submit, grace or discard
   */
  public record Clock(String now, String deadline, int graceSeconds, String overdue) {}

  /**
   * One question.
   *
   * @param kind single, multiple, numeric, text or essay
   * @param value what is saved, or the empty text
   * @param sequence of that, or 0
   * @param lengthMax characters of the longest answer
   */
  public record Line(
      int number,
      long questionId,
      String kind,
      String prompt,
      int points,
      String value,
      long sequence,
      int lengthMax,
      boolean flagged,
      List<Choice> choices) {
    /** Whether there is an answer. */
    public boolean answered() {
      return !value.isBlank();
    }
  }

  /** One option of a question. */
  public record Choice(String id, String text, boolean chosen) {}

  static AttemptPage of(AttemptView attempt, Text text) {
    List<AttemptView.Asked> questions = attempt.questions();
    List<Line> lines =
        IntStream.range(0, questions.size())
            .mapToObj(i -> line(i + 1, questions.get(i), attempt))
            .toList();
    return new AttemptPage(
        attempt.attemptId(),
        attempt.title(),
        attempt.number(),
        attempt.deadline() == null ? "" : text.dateTimeSeconds(attempt.deadline()),
        new Clock(
            iso(attempt.serverTime()),
            iso(attempt.deadline()),
            attempt.graceSeconds(),
            attempt.overdue()),
        attempt.nextSequence(),
        lines.stream().filter(line -> !line.answered()).count(),
        lines,
        words(text));
  }

  private static String iso(@Nullable Instant instant) {
    return instant == null ? "" : instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static Line line(int number, AttemptView.Asked question, AttemptView attempt) {
    SavedAnswer saved = attempt.answer(question.id());
    String value = saved == null ? "" : saved.value();
    var chosen = Grading.ids(value);
    return new Line(
        number,
        question.id(),
        question.kind(),
        question.prompt(),
        question.points(),
        value,
        saved == null ? 0 : saved.sequence(),
        AnswerValue.lengthMax(QuestionKind.of(question.kind())),
        attempt.flagged().contains(question.id()),
        question.options().stream()
            .map(option -> new Choice(option.id(), option.text(), chosen.contains(option.id())))
            .toList());
  }

  /** Patterns with the script's own places: {@code {0}} is filled in by the script. */
  private static String words(Text text) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("saved", text.of("quizzes.saved-at", "{0}"));
    words.put("saving", text.of("quizzes.saving"));
    words.put("notSaved", text.of("quizzes.not-saved", "{0}"));
    words.put("refused", text.of("quizzes.save-refused", "{0}"));
    words.put("signedOut", text.of("quizzes.signed-out"));
    words.put("otherPerson", text.of("quizzes.other-person"));
    words.put("newer", text.of("quizzes.newer-shown"));
    words.put("closed", text.of("quizzes.closed-meanwhile"));
    words.put("moreTime", text.of("quizzes.more-time", "{0}"));
    words.put("left", text.of("quizzes.time-left", "{0}"));
    words.put("over", text.of("quizzes.time-over"));
    words.put("grace", text.of("quizzes.grace-left", "{0}"));
    words.put("handingIn", text.of("quizzes.handing-in"));
    words.put("answered", text.of("quizzes.is-answered"));
    words.put("unanswered", text.of("quizzes.is-unanswered"));
    words.put("flagged", text.of("quizzes.is-flagged"));
    words.put("question", text.of("quizzes.question", "{0}"));
    words.put("missing", text.of("quizzes.missing-answers", "{0}"));
    words.put("complete", text.of("quizzes.all-answered"));
    return Json.text(words);
  }
}
