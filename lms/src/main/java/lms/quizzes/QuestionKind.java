package lms.quizzes;

import java.util.Locale;

/** How a question is answered. */
public enum QuestionKind {
  /** One option; the answer is its id. */
  SINGLE,
  /** Any number of options; the answer is their ids, comma separated. */
  MULTIPLE,
  /** A decimal number. */
  NUMERIC,
  /** A few words. */
  TEXT,
  /** As many words as it takes; a teacher gives the points. */
  ESSAY;

  /** The word for this kind in the database, in JSON and in pages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind that {@code word} stands for.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static QuestionKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
