package lms.quizzes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The order in which one attempt sees questions and options: the same at each look, because it
 * follows from the attempt's stored seed alone. {@link Random} and {@link Collections#shuffle} have
 * specified algorithms, so the order also survives a new Java.
 */
final class Shuffle {
  private final long seed;
  private final boolean active;

  /** The order of one attempt; the author's own where it is not {@code active}. */
  Shuffle(boolean active, long seed) {
    this.seed = seed;
    this.active = active;
  }

  List<Question> questions(List<Question> original) {
    return shuffled(original, 0);
  }

  /** The questions of a pool, to draw the first few. */
  List<Question> pool(List<Question> questions, String name) {
    return shuffled(questions, name.hashCode());
  }

  List<Question.Option> options(Question question) {
    return shuffled(question.options(), question.id());
  }

  private <T> List<T> shuffled(List<T> original, long salt) {
    if (!active) {
      return original;
    }
    var list = new ArrayList<>(original);
    Collections.shuffle(list, new Random(mixed(seed + salt * 0x9E3779B97F4A7C15L)));
    return list;
  }

  /** The finaliser of SplitMix64: neighbouring seeds of {@link Random} start out alike. */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
