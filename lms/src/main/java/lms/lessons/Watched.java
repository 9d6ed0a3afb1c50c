package lms.lessons;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of a video somebody has watched. Immutable.
 *
 * <p>What a page says of where it is can't be believed without more: a jump to the end is the same
 * report as an hour of watching. So it counts at most as much playing as there can have been since
 * what was counted before, at the highest speed that the page offers.
 *
 * @param furthest the furthest second that was reached
 * @param last the second that was reported last, from which watching goes on
 * @param seconds of playing that count, at most the video's length
 * @param countedUntil the instant until which playing has been counted; null before the first
 *     report
 */
public record Watched(int furthest, int last, int seconds, @Nullable Instant countedUntil) {
  static final Watched NOTHING = new Watched(0, 0, 0, null);

  private static final int SPEED_MAX = 2;

  /** The share of a video, in per cent, that counts as all of it: few watch the credits. */
  private static final int ALL_PERCENT = 95;

  /** Reports come late now and then; so much later at most. */
  private static final Duration SLACK_MAX = Duration.ofSeconds(10);

  /** In short videos less, so that what is given for lateness never comes near to all of it. */
  private static final int SLACK_PARTS = 20;

  /** After {@code position} was reported. */
  Watched after(Position position, Instant now) {
    Instant before = counted(position.length(), now);
    int wanted = Math.max(0, position.first() - last) + position.moved();
    int counts = (int) Math.min(wanted, possible(before, now).toSeconds());
    Instant played = before.plusMillis(counts * 1000L / SPEED_MAX);
    Instant latest = now.minus(slack(position.length()));
    return new Watched(
        Math.max(furthest, position.furthest()),
        position.last(),
        Math.min(position.length(), seconds + counts),
        played.isAfter(latest) ? played : latest);
  }

  private Instant counted(int length, Instant now) {
    return countedUntil == null ? now.minus(slack(length)) : countedUntil;
  }

  /** The most that can have been played between two instants. */
  private static Duration possible(Instant from, Instant to) {
    return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to).multipliedBy(SPEED_MAX);
  }

  private static Duration slack(int length) {
    Duration part = Duration.ofSeconds(length).dividedBy(SLACK_PARTS);
    return part.compareTo(SLACK_MAX) < 0 ? part : SLACK_MAX;
  }

  /** Whether a video of this length was watched to its end. */
  boolean isAll(int length) {
    return isAll(seconds, length) && isAll(furthest, length);
  }

  private static boolean isAll(long seconds, int length) {
    return seconds * 100 >= (long) length * ALL_PERCENT;
  }

  /**
   * When a video of this length can have been watched whole by somebody whose page does not report,
   * since the last report; null where there was none.
   */
  public @Nullable Instant possibleFrom(int length) {
    if (countedUntil == null) {
      return null;
    }
    long missing = Math.max(0, Math.ceilDiv((long) length * ALL_PERCENT, 100L) - seconds);
    return countedUntil.plusMillis(missing * 1000 / SPEED_MAX);
  }
}
