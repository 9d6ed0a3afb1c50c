package lms.quizzes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lms.platform.Json;
import lms.platform.Text;
import lms.platform.Words;
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
   * What the countdown goes by, as texts of ISO 8601, and how the script writes times as this page
   * does.
   *
   * @param now when the page was made, by the server's clock
   * @param deadline or the empty text
   * @param overdue submit, grace or discard
   * @param locale language and country
   * @param zone of the reader's clock
   * @param zoneName what the page calls it
   */
  public record Clock(
      String now,
      String deadline,
      int graceSeconds,
      String overdue,
      String locale,
      String zone,
      String zoneName) {}

  /**
   * One question.
   *
   * @param kind single, multiple, numeric, text or essay
   * @param value what stands in its field
   * @param saved what is saved, or the empty text
   * @param sequence of that, or 0
   * @param fault why the value was not saved, or the empty text
   * @param lengthMax characters of the longest answer
   */
  public record Line(
      int number,
      long questionId,
      String kind,
      String prompt,
      int points,
      String value,
      String saved,
      long sequence,
      String fault,
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

  /** The page, with what is {@code typed} and not saved by question. */
  static AttemptPage of(AttemptView attempt, Map<Long, AnswerForm.Typed> typed, Text text) {
    List<AttemptView.Asked> questions = attempt.questions();
    List<Line> lines =
        IntStream.range(0, questions.size())
            .mapToObj(i -> line(i + 1, questions.get(i), attempt, typed, text))
            .toList();
    return new AttemptPage(
        attempt.attemptId(),
        attempt.title(),
        attempt.number(),
        attempt.deadline() == null ? "" : text.dateTimeSeconds(attempt.deadline()),
        clock(attempt, text),
        attempt.nextSequence(),
        lines.stream().filter(line -> !line.answered()).count(),
        lines,
        words(text));
  }

  private static Clock clock(AttemptView attempt, Text text) {
    Instant deadline = attempt.deadline();
    return new Clock(
        iso(attempt.serverTime()),
        iso(deadline),
        attempt.graceSeconds(),
        attempt.overdue(),
        text.locale(),
        text.zone().getId(),
        text.zoneName(deadline == null ? attempt.serverTime() : deadline));
  }

  private static String iso(@Nullable Instant instant) {
    return instant == null ? "" : instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static Line line(
      int number,
      AttemptView.Asked question,
      AttemptView attempt,
      Map<Long, AnswerForm.Typed> typed,
      Text text) {
    SavedAnswer saved = attempt.answer(question.id());
    String stored = saved == null ? "" : saved.value();
    AnswerForm.Typed unsaved =
        typed.getOrDefault(question.id(), new AnswerForm.Typed(stored, null));
    String value = unsaved.value();
    Words fault = unsaved.fault();
    var chosen = Grading.ids(value);
    return new Line(
        number,
        question.id(),
        question.kind(),
        question.prompt(),
        question.points(),
        value,
        stored,
        saved == null ? 0 : saved.sequence(),
        fault == null ? "" : text.of(fault),
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
    words.put("unsaved", text.of("quizzes.unsaved"));
    words.put("saving", text.of("quizzes.saving"));
    words.put("notSaved", text.of("quizzes.not-saved", "{0}"));
    words.put("refused", text.of("quizzes.save-refused", "{0}"));
    words.put("tryAgain", text.of("quizzes.try-again"));
    words.put("signedOut", text.of("quizzes.signed-out"));
    words.put("otherPerson", text.of("quizzes.other-person"));
    words.put("newer", text.of("quizzes.newer-shown"));
    words.put("closed", text.of("quizzes.closed-meanwhile"));
    words.put("moreTime", text.of("quizzes.more-time", "{0}"));
    words.put("deadline", text.of("quizzes.deadline", "{0}"));
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
