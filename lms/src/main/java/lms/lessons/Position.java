package lms.lessons;

import java.util.Comparator;

/**
 * How far one learner has watched the video of one lesson.
 *
 * @param seconds from the video's beginning, at least 0
 */
record Position(Key key, long courseId, int seconds) {
  /**
   * Whose position, and in which lesson. Sorted alike everywhere, so that writers can't deadlock.
   */
  record Key(long userId, long lessonId) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparingLong(Key::userId).thenComparingLong(Key::lessonId);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }
}
