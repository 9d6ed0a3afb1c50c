package lms.quizzes;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Scores as learners read them: at most two decimals, none where there is nothing to say. */
final class Points {
  private Points() {}

  static String text(double score) {
    BigDecimal rounded = BigDecimal.valueOf(score).setScale(2, RoundingMode.HALF_UP);
    return rounded.stripTrailingZeros().toPlainString();
  }
}
