package loadtests.plan;

import java.time.Duration;

/** What loads the platform in a phase. */
public sealed interface Shape {
  /** Each of {@code users} signs in once, at its planned instant. */
  record SignIns(int users) implements Shape {}

  /** {@code users} signed-in learners who think between requests, for so long on average. */
  record Closed(int users, Duration thinkMean) implements Shape {}

  /**
   * Journeys at planned instants, whether or not earlier ones have ended.
   *
   * @param requestsPerSecond on average, where the rate changes within the phase
   */
  record Open(double requestsPerSecond) implements Shape {}

  /**
   * Each of {@code users} begins the same exam at its planned instant.
   *
   * @param herd within which time all begin
   * @param autosaveEvery how often each saves its answers
   */
  record Exam(int users, Duration herd, Duration autosaveEvery) implements Shape {}

  /** No load is planned. */
  record Idle() implements Shape {}
}
