package loadtests.pace;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import loadtests.learners.Step;
import org.jspecify.annotations.Nullable;

/**
 * When a learner sends a write again whose outcome is unknown: after a random part of a time that
 * doubles from 100 ms to 2 s, and not before the time that a 503 asks for, of which 5 s are obeyed.
 * What only reads is never sent again. Immutable.
 *
 * @param most how often one write is sent again
 */
public record Retries(int most) {
  /** Nothing is sent again. */
  public static final Retries NONE = new Retries(0);

  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 2_000;
  private static final long ASKED_SECONDS_MAX = 5;
  private static final int UNAVAILABLE = 503;

  /** Whether an answer leaves open what became of a write; 0 stands for none. */
  public static boolean leavesOpen(int status) {
    return status == 0 || status >= 500;
  }

  /**
   * How long to wait before a step is taken again; empty where it is not.
   *
   * @param sent how often it was sent, at least once
   * @param status of the last answer; 0 where none came
   * @param retryAfter what that answer's header of this name said, in seconds; null without one
   */
  public Optional<Duration> pause(
      Step step, int sent, int status, @Nullable String retryAfter, RandomGenerator random) {
    if (step.write() == null || !leavesOpen(status) || sent > most) {
      return Optional.empty();
    }
    long longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << (sent - 1));
    Duration ownPause = Duration.ofMillis(random.nextLong(longest + 1));
    boolean asked = status == UNAVAILABLE && retryAfter != null && retryAfter.matches("\\d{1,9}");
    Duration askedPause =
        asked
            ? Duration.ofSeconds(Math.min(ASKED_SECONDS_MAX, Long.parseLong(retryAfter)))
            : Duration.ZERO;
    return Optional.of(ownPause.compareTo(askedPause) > 0 ? ownPause : askedPause);
  }
}
