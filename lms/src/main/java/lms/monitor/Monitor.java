package lms.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lms.quizzes.Invigilation;
import org.jspecify.annotations.Nullable;

/**
 * An exam at one moment.
 *
 * @param absent who takes the course and has not begun
 * @param questions how many each attempt is asked
 * @param lines attempts, where those are shown
 * @param absentees who has not begun, where those are shown
 * @param next the attempt, or the absentee's enrolment, behind which the list goes on; null at its
 *     end
 */
public record Monitor(
    long quizId,
    String title,
    Instant at,
    long open,
    long submitted,
    long pending,
    long absent,
    int questions,
    List<Line> lines,
    List<Absentee> absentees,
    @Nullable Long next) {
  /** Copies its lists. */
  public Monitor {
    lines = List.copyOf(lines);
    absentees = List.copyOf(absentees);
  }

  /** Somebody who has not begun. */
  public record Absentee(long enrolmentId, long userId, String name, String email) {}

  /** What one attempt is doing. */
  public enum State {
    OPEN,
    /** Its time is over, and answers are still accepted. */
    GRACE,
    /** Its time and grace are over, and nobody has closed it yet. */
    OVERDUE,
    SUBMITTED,
    /** Submitted, and answers wait for marks. */
    PENDING
  }

  /**
   * One attempt.
   *
   * @param savedAt when an answer was last saved, or null
   * @param deadlineAt null where time is unlimited
   * @param secondsLeft until answers are accepted no more, in the grace that of it; null where
   *     nothing runs
   */
  public record Line(
      long attemptId,
      long userId,
      String name,
      int number,
      State state,
      Instant startedAt,
      @Nullable Instant savedAt,
      int answered,
      @Nullable Instant deadlineAt,
      @Nullable Long secondsLeft) {
    static Line of(Invigilation.Sitting sitting, Instant now) {
      Instant deadline = sitting.deadlineAt();
      Instant end = deadline == null ? null : deadline.plusSeconds(sitting.graceSeconds());
      State state = state(sitting, now, deadline, end);
      return new Line(
          sitting.attemptId(),
          sitting.userId(),
          sitting.name(),
          sitting.number(),
          state,
          sitting.startedAt(),
          sitting.savedAt(),
          sitting.answered(),
          deadline,
          switch (state) {
            case OPEN -> secondsUntil(deadline, now);
            case GRACE -> secondsUntil(end, now);
            case OVERDUE, SUBMITTED, PENDING -> null;
          });
    }

    private static @Nullable Long secondsUntil(@Nullable Instant moment, Instant now) {
      return moment == null ? null : Long.valueOf(Duration.between(now, moment).toSeconds());
    }

    private static State state(
        Invigilation.Sitting sitting,
        Instant now,
        @Nullable Instant deadline,
        @Nullable Instant end) {
      if (sitting.submittedAt() != null) {
        return sitting.pending() > 0 ? State.PENDING : State.SUBMITTED;
      }
      if (end != null && now.isAfter(end)) {
        return State.OVERDUE;
      }
      return deadline != null && now.isAfter(deadline) ? State.GRACE : State.OPEN;
    }

    /** Whether the learner can still answer. */
    public boolean goesOn() {
      return state == State.OPEN || state == State.GRACE;
    }

    /** How long it has, or null where nothing runs. */
    public @Nullable Duration left() {
      return secondsLeft == null ? null : Duration.ofSeconds(secondsLeft);
    }
  }
}
