package lms.quizzes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one person gets beyond a quiz's own rules.
 *
 * @param extraSeconds for each attempt, at least 0, beyond a limit of time and beyond a closing
 * @param extraAttempts at least 0
 * @param opensAt instead of the quiz's own, or null
 * @param closesAt instead of the quiz's own, or null
 */
public record Allowance(
    int extraSeconds, int extraAttempts, @Nullable Instant opensAt, @Nullable Instant closesAt) {
  /** Nothing. */
  public static final Allowance NONE = new Allowance(0, 0, null, null);
}
