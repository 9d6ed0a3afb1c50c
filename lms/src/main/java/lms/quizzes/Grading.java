package lms.quizzes;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What answers are worth.
 *
 * <p>Single choice, numeric and text: all points or none. Multiple choice: each right option earns
 * its share of the points and each wrong one loses the same share, never below zero, so that
 * ticking everything earns nothing more than ticking nothing where half of the options are wrong.
 * An essay is worth what a teacher gives it.
 */
final class Grading {
  /** Plain decimals only: exponents would let a few characters ask for gigabytes. */
  private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,20}(?:[.,]\\d{1,20})?");

  private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private Grading() {}

  /** What a closed attempt came to; {@code answers} and {@code marks} by question id. */
  static Result result(
      Paper paper, Map<Long, SavedAnswer> answers, Map<Long, Mark> marks, Attempt.Ending ending) {
    double score = 0;
    int pending = 0;
    for (Question question : paper.questions()) {
      Mark mark = marks.get(question.id());
      SavedAnswer answer = answers.get(question.id());
      String value = answer == null ? "" : answer.value();
      if (mark != null) {
        score += mark.of(question);
      } else if (waits(question, value)) {
        pending++;
      } else {
        score += points(question, value);
      }
    }
    return new Result(score, paper.maxScore(), ending, pending);
  }

  /** Whether only a teacher can say what an answer is worth. An empty one is worth nothing. */
  static boolean waits(Question question, String value) {
    return question.kind() == QuestionKind.ESSAY && !value.isBlank();
  }

  /** Whether a score passes. */
  static boolean passes(QuizSettings settings, double score, double maxScore) {
    return score * 100 >= maxScore * settings.passPercent();
  }

  /** The points of one answer, 0 up to {@link Question#points()}. */
  static double points(Question question, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return 0;
    }
    return switch (question.kind()) {
      case SINGLE -> value.equals(question.correct()) ? question.points() : 0;
      case MULTIPLE -> question.points() * share(ids(question.correct()), ids(value));
      case NUMERIC -> near(question, value) ? question.points() : 0;
      case TEXT -> accepted(question, value) ? question.points() : 0;
      case ESSAY -> 0;
    };
  }

  private static double share(Set<String> right, Set<String> chosen) {
    long hits = chosen.stream().filter(right::contains).count();
    long misses = chosen.size() - hits;
    return right.isEmpty() ? 0 : Math.max(0, (double) (hits - misses) / right.size());
  }

  private static boolean near(Question question, String value) {
    return decimal(value)
        .flatMap(
            answer ->
                decimal(question.correct())
                    .map(correct -> answer.subtract(correct).abs())
                    .map(BigDecimal.valueOf(question.tolerance())::compareTo))
        .filter(comparison -> comparison >= 0)
        .isPresent();
  }

  private static boolean accepted(Question question, String value) {
    String answer = normalised(value);
    return question.correct().lines().map(Grading::normalised).anyMatch(answer::equals);
  }

  /** The ids of a multiple choice answer; order and repetition say nothing. */
  static Set<String> ids(String value) {
    var ids = new LinkedHashSet<String>();
    Arrays.stream(value.split(",", -1)).map(String::strip).forEach(ids::add);
    ids.remove("");
    return ids;
  }

  /** The number that a learner wrote, with a decimal point or comma; empty if it is none. */
  static Optional<BigDecimal> decimal(String value) {
    String text = value.strip();
    return DECIMAL.matcher(text).matches()
        ? Optional.of(new BigDecimal(text.replace(',', '.')))
        : Optional.empty();
  }

  /**
   * Text as it is compared: case, width of characters, and amount of white space say nothing;
   * accents do, because they make other words.
   */
  static String normalised(String text) {
    String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
    String folded = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return SPACES.matcher(folded.strip()).replaceAll(" ");
  }
}
