package lms.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Words;
import lms.quizzes.Question;
import lms.quizzes.QuestionKind;

/**
 * A question as its author writes it.
 *
 * @param options of a choice, in order, each with an id that it keeps as long as it is there, and
 *     that no other has after it
 * @param correct what is right where the learner writes the answer; of an essay, what markers look
 *     for
 * @param tolerance a decimal, of a numeric question
 * @param edited the edition that last changed it, 0 before it is stored
 */
public record QuestionDraft(
    QuestionKind kind,
    String prompt,
    List<Option> options,
    String correct,
    String tolerance,
    int points,
    String feedback,
    long edited) {
  /** How many options a form has room for. */
  public static final int OPTIONS_MAX = 12;

  private static final int PROMPT_MAX = 10_000;
  private static final int OPTION_MAX = 1_000;
  private static final int CORRECT_MAX = 4_000;
  private static final int FEEDBACK_MAX = 4_000;
  private static final int POINTS_MAX = 1_000;

  /** As grading reads numbers: plain decimals, which nobody can make large with few characters. */
  private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,20}(?:[.,]\\d{1,20})?");

  private static final Pattern OPTION_ID = Pattern.compile("[a-z0-9]{1,8}");

  /** Copies the options. */
  public QuestionDraft {
    options = List.copyOf(options);
  }

  /**
   * One option, and whether it is right.
   *
   * @param id the empty text before it is stored
   */
  public record Option(String id, String text, boolean right) {}

  static QuestionDraft empty(QuestionKind kind) {
    return new QuestionDraft(kind, "", List.of(), "", "0", 1, "", 0);
  }

  static QuestionDraft of(Question question, long edited) {
    boolean choice = choice(question.kind());
    Set<String> right = Set.of(question.correct().split(",", -1));
    return new QuestionDraft(
        question.kind(),
        question.prompt(),
        question.options().stream()
            .map(option -> new Option(option.id(), option.text(), right.contains(option.id())))
            .toList(),
        choice ? "" : question.correct(),
        plain(question.tolerance()),
        question.points(),
        question.feedback(),
        edited);
  }

  private static String plain(double number) {
    return java.math.BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** Reads a form; what is wrong with it is in {@code fields} then. */
  static QuestionDraft of(Exchange exchange, Fields fields, QuestionKind kind) {
    var draft =
        new QuestionDraft(
            kind,
            fields.text("prompt", PROMPT_MAX),
            choice(kind) ? options(exchange, fields) : List.of(),
            choice(kind) ? "" : fields.optionalText("correct", CORRECT_MAX),
            kind == QuestionKind.NUMERIC ? fields.optionalText("tolerance", 40) : "0",
            fields.number("points", 0, POINTS_MAX),
            fields.optionalText("feedback", FEEDBACK_MAX),
            fields.edited());
    draft.fault().ifPresent(fields::fault);
    return draft;
  }

  private static boolean choice(QuestionKind kind) {
    return kind == QuestionKind.SINGLE || kind == QuestionKind.MULTIPLE;
  }

  /** Whether the learner chooses among options. */
  public boolean choice() {
    return choice(kind);
  }

  private static List<Option> options(Exchange exchange, Fields fields) {
    var options = new ArrayList<Option>();
    for (int i = 1; i <= OPTIONS_MAX; i++) {
      String text = exchange.field("option" + i).strip();
      if (text.length() > OPTION_MAX) {
        fields.fault(Words.of("questions.option-long", i, OPTION_MAX));
      }
      if (!text.isEmpty()) {
        String sent = exchange.field("id" + i);
        String id = OPTION_ID.matcher(sent).matches() ? sent : "";
        options.add(new Option(id, text, fields.box("right" + i)));
      }
    }
    return options;
  }

  /**
   * The options, each with an id. A new one gets an id that none of this question ever had, so that
   * it means nothing in answers of before: no two edits of a question are written over the same.
   */
  private List<Option> named() {
    String edit = edited == 0 ? "" : Long.toString(edited, Character.MAX_RADIX);
    Set<String> used = options.stream().map(Option::id).collect(Collectors.toSet());
    var ids =
        IntStream.rangeClosed('a', 'z')
            .mapToObj(letter -> (char) letter + edit)
            .filter(id -> !used.contains(id))
            .iterator();
    return options.stream()
        .map(
            option ->
                option.id().isEmpty()
                    ? new Option(ids.next(), option.text(), option.right())
                    : option)
        .toList();
  }

  private java.util.Optional<Words> fault() {
    long right = options.stream().filter(Option::right).count();
    return java.util.Optional.ofNullable(
        switch (kind) {
          case SINGLE ->
              options.size() < 2 || right != 1 ? Words.of("questions.single-needs") : null;
          case MULTIPLE ->
              options.size() < 2 || right < 1 ? Words.of("questions.multiple-needs") : null;
          case NUMERIC ->
              !decimal(correct) || !decimal(tolerance) || tolerance.startsWith("-")
                  ? Words.of("questions.numeric-needs")
                  : null;
          case TEXT -> correct.isBlank() ? Words.of("questions.text-needs") : null;
          case ESSAY -> null;
        });
  }

  private static boolean decimal(String text) {
    return DECIMAL.matcher(text).matches();
  }

  /** What is right, as the database has it. */
  String key() {
    return choice()
        ? named().stream()
            .filter(Option::right)
            .map(Option::id)
            .sorted()
            .collect(Collectors.joining(","))
        : correct.replace("\r\n", "\n");
  }

  /** Null where the kind has none. */
  @org.jspecify.annotations.Nullable
  Double toleranceValue() {
    return kind == QuestionKind.NUMERIC ? Double.valueOf(tolerance.replace(',', '.')) : null;
  }

  List<Question.Option> stored() {
    return named().stream().map(option -> new Question.Option(option.id(), option.text())).toList();
  }

  /** The same, to be stored over what was edited meanwhile. */
  QuestionDraft over(long newer) {
    return new QuestionDraft(kind, prompt, options, correct, tolerance, points, feedback, newer);
  }
}
