package loadtests.plan;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The numbers that a profile turns into a plan.
 *
 * @param users learners signed in, 1 to 100,000
 * @param requestsPerSecond the open rate, above 0 up to 20,000
 * @param requestsPerJourney requests in an open journey, 1 to 100
 * @param usersDuration how long the closed load is measured
 * @param rateDuration how long the open load is measured; in a breakpoint run one step
 * @param signInsPerSecond the pace of the sign-in ramp, set by the hashing budget
 * @param steps levels of a breakpoint run at most, 1 to 40
 * @param seed what all choices follow from
 * @param round which run against the same data it is, 0 to 10,000: each has other learners, as long
 *     as there are any
 * @param moreWarmUp how much longer than usual the first warm-up of a plan that has one is, up to
 *     10 minutes
 * @param thinkMean how long a learner thinks between an answer and the next request on average, 1 s
 *     to an hour; each time is drawn evenly from two thirds to four thirds of it
 */
public record Load(
    int users,
    double requestsPerSecond,
    int requestsPerJourney,
    Duration usersDuration,
    Duration rateDuration,
    double signInsPerSecond,
    int steps,
    long seed,
    int round,
    Duration moreWarmUp,
    Duration thinkMean) {
  /** The stated load of one pod: 1,000 learners for 120 s, then 500 requests a second for 60 s. */
  public static final Load ONE_POD =
      new Load(
          1_000,
          500,
          10,
          Duration.ofSeconds(120),
          Duration.ofSeconds(60),
          5,
          20,
          1,
          0,
          Duration.ZERO,
          Duration.ofMillis(11_250));

  public Load {
    require(users >= 1 && users <= 100_000, "users must be 1 to 100000, not " + users);
    require(
        requestsPerSecond > 0 && requestsPerSecond <= 20_000,
        "rate must be above 0 and at most 20000 requests a second, not " + requestsPerSecond);
    require(
        requestsPerJourney >= 1 && requestsPerJourney <= 100,
        "requests a journey must be 1 to 100, not " + requestsPerJourney);
    require(
        signInsPerSecond > 0 && signInsPerSecond <= 1_000,
        "sign-ins a second must be above 0 and at most 1000, not " + signInsPerSecond);
    require(round >= 0 && round <= 10_000, "round must be 0 to 10000, not " + round);
    require(steps >= 1 && steps <= 40, "steps must be 1 to 40, not " + steps);
    require(
        !moreWarmUp.isNegative() && moreWarmUp.toMinutes() <= 10,
        "more warm-up must be 0s to 10m, not " + moreWarmUp.toMillis() + "ms");
    require(
        thinkMean.toMillis() >= 1_000 && thinkMean.toMillis() <= 3_600_000,
        "think must be 1s to 1h, not " + thinkMean.toMillis() + "ms");
    requireDuration("the learners' phase", usersDuration);
    requireDuration("the rate phase", rateDuration);
  }

  /** The same load with other users. */
  public Load withUsers(int count) {
    return with(draft -> draft.users = count);
  }

  /** The same load with another rate, held for {@code duration}. */
  public Load withRate(double perSecond, Duration duration) {
    return with(
        draft -> {
          draft.requestsPerSecond = perSecond;
          draft.rateDuration = duration;
        });
  }

  /**
   * The same load with open journeys of so many requests, each journey on a connection of its own.
   */
  public Load withRequestsPerJourney(int requests) {
    return with(draft -> draft.requestsPerJourney = requests);
  }

  /** The same load with the closed phase as long as {@code duration}. */
  public Load withUsersFor(Duration duration) {
    return with(draft -> draft.usersDuration = duration);
  }

  /** The same load with another pace of the sign-in ramp. */
  public Load withSignIns(double perSecond) {
    return with(draft -> draft.signInsPerSecond = perSecond);
  }

  /** The same load with other choices. */
  public Load withSeed(long other) {
    return with(draft -> draft.seed = other);
  }

  /** The same load in another run against the same data. */
  public Load withRound(int other) {
    return with(draft -> draft.round = other);
  }

  /** The same load after a warm-up that is so much longer. */
  public Load withMoreWarmUp(Duration more) {
    return with(draft -> draft.moreWarmUp = more);
  }

  private Load with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  /** All of it, while some of it changes. */
  private static final class Draft {
    private int users;
    private double requestsPerSecond;
    private int requestsPerJourney;
    private Duration usersDuration;
    private Duration rateDuration;
    private double signInsPerSecond;
    private int steps;
    private long seed;
    private int round;
    private Duration moreWarmUp;
    private Duration thinkMean;

    Draft(Load from) {
      users = from.users;
      requestsPerSecond = from.requestsPerSecond;
      requestsPerJourney = from.requestsPerJourney;
      usersDuration = from.usersDuration;
      rateDuration = from.rateDuration;
      signInsPerSecond = from.signInsPerSecond;
      steps = from.steps;
      seed = from.seed;
      round = from.round;
      moreWarmUp = from.moreWarmUp;
      thinkMean = from.thinkMean;
    }

    Load done() {
      return new Load(
          users,
          requestsPerSecond,
          requestsPerJourney,
          usersDuration,
          rateDuration,
          signInsPerSecond,
          steps,
          seed,
          round,
          moreWarmUp,
          thinkMean);
    }
  }

  private static void requireDuration(String what, Duration duration) {
    require(
        duration.toMillis() >= 1_000 && duration.toHours() <= 24,
        what + " must last 1s to 24h, not " + duration.toMillis() + "ms");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
