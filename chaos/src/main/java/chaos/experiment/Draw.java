package chaos.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import loadtests.plan.Seeds;

/**
 * Draws schedules: the same seed, the same schedule. Never more faults are in force at once than
 * parts may be disturbed, the time of their repair included.
 *
 * @param environment where it will be
 * @param faults to be drawn from
 * @param count how many steps
 * @param partsMax how many parts may be disturbed at once
 */
public record Draw(String environment, List<String> faults, int count, int partsMax) {
  private static final int TRIES = 200;
  private static final int SECONDS_MIN = 3;
  private static final int SECONDS_MAX = 10;
  private static final int PAUSE_SECONDS_MAX = 4;

  /** Copies its list. */
  public Draw {
    faults = List.copyOf(faults);
  }

  /**
   * The first that is possible of those that a seed draws.
   *
   * @param possible whether it can be done there
   * @return empty where none of many is
   */
  public Optional<Schedule> first(long seed, Predicate<Schedule> possible) {
    return IntStream.range(0, TRIES)
        .mapToObj(tried -> drawn(Seeds.stream(seed, "schedule", tried)))
        .filter(possible)
        .findFirst();
  }

  /** As many rows of steps as parts may be disturbed; in a row one follows the other. */
  private Schedule drawn(SplittableRandom random) {
    long[] free = new long[Math.min(partsMax, count)];
    Arrays.fill(free, Expectation.CALM.toSeconds());
    List<Step> steps = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int row = n < free.length ? n : random.nextInt(free.length);
      String fault = faults.get(random.nextInt(faults.size()));
      long begin = free[row] + random.nextInt(PAUSE_SECONDS_MAX + 1);
      long seconds =
          Math.max(
              random.nextInt(SECONDS_MIN, SECONDS_MAX + 1),
              Expectations.secondsLeast(fault, environment));
      steps.add(Step.of(fault, begin, seconds));
      free[row] = begin + seconds + Expectations.of(fault, environment).repairSeconds() + 1;
    }
    return new Schedule(steps);
  }
}
