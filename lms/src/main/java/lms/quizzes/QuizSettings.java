package lms.quizzes;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a quiz, as its author set them.
 *
 * @param timeLimitSeconds null where time is unlimited
 * @param graceSeconds how long after the deadline answers are still accepted, at least 0
 * @param attemptLimit null where learners may try as often as they like
 * @param passPercent the share of the points from which on an attempt passes, 0 to 100
 * @param opensAt no attempt begins before; null where it is always open
 * @param closesAt no attempt begins after, nor goes on but for a person's extra time; null where it
 *     never closes
 */
public record QuizSettings(
    String title,
    @Nullable Integer timeLimitSeconds,
    int graceSeconds,
    @Nullable Integer attemptLimit,
    boolean shuffled,
    int passPercent,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    Overdue overdue,
    Review review) {

  /** What becomes of an attempt whose time is over and that nobody handed in. */
  public enum Overdue {
    /** What was saved counts as handed in at the deadline. */
    SUBMIT,
    /** The same after the grace, in which the learner is told to finish and hand in. */
    GRACE,
    /** It does not count: only what the learner handed in does. */
    DISCARD;

    /** The word in the database, in JSON and in forms. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The rule that {@code word} stands for.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Overdue of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** From when on a learner sees what came of an attempt. */
  public enum ReviewFrom {
    SUBMISSION,
    /** When the quiz is closed for this learner; never where it does not close. */
    CLOSING,
    NEVER;

    /** The word in the database, in JSON and in forms. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The word's meaning.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ReviewFrom of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * What learners see of a submitted attempt.
   *
   * @param score points, in all and of each question
   * @param key the right answers
   * @param feedback what the author says to each question
   */
  public record Review(ReviewFrom from, boolean score, boolean key, boolean feedback) {
    /** Everything at once. */
    public static final Review ALL = new Review(ReviewFrom.SUBMISSION, true, true, true);

    /** Whether the learner hears the points with the submission. */
    boolean scoreAtOnce() {
      return score && from == ReviewFrom.SUBMISSION;
    }

    /** What is shown, as the database has it. */
    String shows() {
      var words = new java.util.StringJoiner(",");
      if (score) {
        words.add("score");
      }
      if (key) {
        words.add("key");
      }
      if (feedback) {
        words.add("feedback");
      }
      return words.toString();
    }

    static Review of(String from, String shows) {
      var words = Grading.ids(shows);
      return new Review(
          ReviewFrom.of(from),
          words.contains("score"),
          words.contains("key"),
          words.contains("feedback"));
    }
  }
}
