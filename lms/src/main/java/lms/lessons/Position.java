package lms.lessons;

import java.util.Comparator;

/**
 * Where one learner is in the video of one lesson, as one report or several in a row say it.
 *
 * @param length of the video, in seconds
 * @param first the second of the first report
 * @param last the second of the last one
 * @param furthest the furthest of all, at least 0
 * @param moved how far the reports went forward among themselves
 */
record Position(Key key, long courseId, int length, int first, int last, int furthest, int moved) {
  /** One report. */
  static Position at(Key key, long courseId, int length, int second) {
    return new Position(key, courseId, length, second, second, second, 0);
  }

  /** The same learner's reports, with later ones of the same lesson. */
  Position then(Position later) {
    return new Position(
        key,
        courseId,
        length,
        first,
        later.last,
        Math.max(furthest, later.furthest),
        moved + Math.max(0, later.first - last) + later.moved);
  }

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
