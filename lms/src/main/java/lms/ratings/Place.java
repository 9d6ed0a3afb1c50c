package lms.ratings;

import java.time.Instant;
import java.util.List;
import lms.platform.Exchange;
import lms.platform.Slice;
import org.jspecify.annotations.Nullable;

/**
 * A place in the ratings of a course, the newest first, that names nobody: behind so many of those
 * of one instant, which are hardly ever more than one.
 *
 * @param passed ratings of that instant that lie before the place
 */
record Place(Instant at, int passed) {
  /** The last millisecond of year 9999, the last that databases know. */
  static final long MILLIS_MAX = 253_402_300_799_999L;

  static final int PASSED_MAX = 1_000_000;

  /** The place that a request names, or the beginning. */
  static Place of(Exchange exchange) {
    long millis = exchange.queryNumber("before", MILLIS_MAX);
    long passed = exchange.queryNumber("passed", 0);
    return new Place(
        Instant.ofEpochMilli(Math.clamp(millis, 0, MILLIS_MAX)), Math.clamp(passed, 0, PASSED_MAX));
  }

  /** The place behind what is shown from here on; null where nothing follows. */
  @Nullable Place behind(Slice<Rating> shown) {
    if (!shown.more()) {
      return null;
    }
    List<Rating> ratings = shown.items();
    Instant last = ratings.getLast().updatedAt();
    int same = (int) ratings.stream().filter(rating -> rating.updatedAt().equals(last)).count();
    return new Place(last, last.equals(at) ? passed + same : same);
  }

  /** As the query of an address. */
  String query() {
    return "before=" + at.toEpochMilli() + "&passed=" + passed;
  }
}
