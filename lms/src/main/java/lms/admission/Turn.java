package lms.admission;

import java.time.Instant;

/** What somebody is told who wants to begin an exam. */
public sealed interface Turn {
  /** Begin. */
  record Now() implements Turn {}

  /**
   * Come back at an instant, which no later comer changes.
   *
   * @param place in the queue, 1 for who is next
   */
  record Later(long place, Instant at) implements Turn {}
}
