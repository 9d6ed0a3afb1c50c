package lms.quizzes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import lms.platform.Problem;
import lms.platform.Row;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * What who watches an exam sees and does: who is in and when each last saved, more time and
 * attempts for a person, an extension of one attempt, a submitted one opened again. Thread-safe.
 *
 * <p>Each operation runs in a transaction of the caller's, who has checked that the person teaches
 * the course; what can't be done is a {@link Problem}.
 */
public final class Invigilation {
  /** Seconds of the longest extension: a month. */
  public static final int EXTRA_SECONDS_MAX = 31 * 24 * 3_600;

  /** More attempts than anybody needs. */
  public static final int EXTRA_ATTEMPTS_MAX = 1_000;

  private static final String SITTING =
      """
      SELECT a.id, a.quiz_id, z.course_id, a.user_id, u.name, a.number, a.started_at,
        a.deadline_at, z.grace_seconds, a.submitted_at, a.score, a.max_score, a.ending, a.pending,
        (SELECT MAX(s.saved_at) FROM answers s WHERE s.attempt_id = a.id) AS saved_at,
        (SELECT COUNT(*) FROM answers s WHERE s.attempt_id = a.id AND s.value <> '') AS answered
      FROM attempts a JOIN users u ON u.id = a.user_id JOIN quizzes z ON z.id = a.quiz_id
      """;

  private static final String BEHIND =
      " WHERE a.quiz_id = ? AND a.id > ? AND (u.name LIKE ? OR u.email LIKE ?)";

  private static final String OF_GROUP =
      " AND (? = 0 OR EXISTS (SELECT 1 FROM group_members m"
          + " WHERE m.group_id = ? AND m.user_id = a.user_id)) ORDER BY a.id LIMIT ?";

  private static final String OF_QUIZ = SITTING + BEHIND + OF_GROUP;

  private static final String OPEN = SITTING + BEHIND + " AND a.submitted_at IS NULL" + OF_GROUP;

  private static final String ALLOWED =
      """
      SELECT extra_seconds, extra_attempts, opens_at, closes_at FROM quiz_allowances
      WHERE quiz_id = ? AND user_id = ?
      """;

  private static final String ALL_ALLOWED =
      """
      SELECT u.id, u.name, u.email, w.extra_seconds, w.extra_attempts, w.opens_at, w.closes_at
      FROM quiz_allowances w JOIN users u ON u.id = w.user_id
      WHERE w.quiz_id = ? AND w.user_id > ? AND (w.extra_seconds > 0 OR w.extra_attempts > 0
        OR w.opens_at IS NOT NULL OR w.closes_at IS NOT NULL)
      ORDER BY w.user_id LIMIT ?
      """;

  private static final String ALLOW =
      """
      INSERT INTO quiz_allowances
        (quiz_id, user_id, extra_seconds, extra_attempts, opens_at, closes_at, set_by, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE extra_seconds = VALUES(extra_seconds),
        extra_attempts = VALUES(extra_attempts), opens_at = VALUES(opens_at),
        closes_at = VALUES(closes_at), set_by = VALUES(set_by), updated_at = VALUES(updated_at)
      """;

  private static final String LOCK_LEARNER =
      """
      SELECT e.id FROM enrolments e WHERE e.user_id = ? AND e.course_id = ? FOR UPDATE
      """;

  private final AttemptStore store = new AttemptStore();
  private final QuizStore quizzes;
  private final AttemptNews news;
  private final InstantSource clock;

  Invigilation(QuizStore quizzes, AttemptNews news, InstantSource clock) {
    this.quizzes = quizzes;
    this.news = news;
    this.clock = clock;
  }

  /**
   * One attempt as an invigilator sees it.
   *
   * @param deadlineAt null where time is unlimited
   * @param graceSeconds how long after it answers are still accepted
   * @param savedAt when an answer was last saved, or null
   * @param answered questions with an answer
   * @param submittedAt null while the attempt is open
   * @param score null while it is open, and where it does not count
   * @param ending learner, deadline or discarded; null while it is open
   * @param pending answers that wait for marks
   */
  public record Sitting(
      long attemptId,
      long quizId,
      long courseId,
      long userId,
      String name,
      int number,
      Instant startedAt,
      @Nullable Instant deadlineAt,
      int graceSeconds,
      @Nullable Instant savedAt,
      int answered,
      @Nullable Instant submittedAt,
      @Nullable Double score,
      @Nullable Double maxScore,
      @Nullable String ending,
      int pending) {}

  /** The course of a quiz, or 404. */
  public long course(long quizId) {
    return quizzes.find(quizId).orElseThrow(() -> unknownQuiz(quizId)).courseId();
  }

  /**
   * Attempts at a quiz by id, behind {@code afterAttemptId}.
   *
   * @param openOnly or all
   * @param groupId of its members only; 0 for everybody's
   * @param search of whose name or address has this somewhere
   */
  public List<Sitting> sittings(
      Transaction statements,
      long quizId,
      boolean openOnly,
      long groupId,
      String search,
      long afterAttemptId,
      int count) {
    String pattern = Transaction.containing(search);
    return statements.list(
        openOnly ? OPEN : OF_QUIZ,
        Invigilation::sitting,
        quizId,
        afterAttemptId,
        pattern,
        pattern,
        groupId,
        groupId,
        count);
  }

  /** One attempt, or 404. */
  public Sitting sitting(Transaction statements, long attemptId) {
    return statements
        .first(SITTING + " WHERE a.id = ?", Invigilation::sitting, attemptId)
        .orElseThrow(() -> unknown(attemptId));
  }

  /** What somebody is allowed beyond the rules of a quiz. */
  public Allowance allowance(Transaction statements, long quizId, long userId) {
    return statements
        .first(ALLOWED, Invigilation::allowance, quizId, userId)
        .orElse(Allowance.NONE);
  }

  /** Somebody with an allowance. */
  public record Allowed(long userId, String name, String email, Allowance allowance) {}

  /** Who is allowed something beyond the rules of a quiz, by id, behind {@code afterUserId}. */
  public List<Allowed> allowed(Transaction statements, long quizId, long afterUserId, int count) {
    return statements.list(
        ALL_ALLOWED,
        row -> new Allowed(row.number("id"), row.text("name"), row.text("email"), allowance(row)),
        quizId,
        afterUserId,
        count);
  }

  /**
   * Changes what somebody is allowed, and tells them; an open attempt gets its deadline at once.
   *
   * @param change makes of what they are allowed what they shall be; nobody changes it meanwhile
   */
  public void allow(
      Transaction transaction,
      long quizId,
      long userId,
      UnaryOperator<Allowance> change,
      long teacherId) {
    Quiz quiz = demandTaken(transaction, quizId, userId);
    Allowance before = allowance(transaction, quizId, userId);
    Allowance allowance = change.apply(before);
    demandSensible(allowance);
    transaction.run(
        ALLOW,
        quizId,
        userId,
        allowance.extraSeconds(),
        allowance.extraAttempts(),
        allowance.opensAt(),
        allowance.closesAt(),
        teacherId,
        now());
    store.latest(transaction, quizId, userId, 1).stream()
        .filter(attempt -> !attempt.submitted())
        .forEach(attempt -> moveDeadline(transaction, quiz, allowance, attempt.id()));
    news.allowed(transaction, quiz, userId, before, allowance);
  }

  /** Takes the learner's lock, which a start of theirs holds too. */
  private Quiz demandTaken(Transaction transaction, long quizId, long userId) {
    Quiz quiz = quizzes.find(quizId).orElseThrow(() -> unknownQuiz(quizId));
    if (transaction
        .first(LOCK_LEARNER, row -> row.number("id"), userId, quiz.courseId())
        .isEmpty()) {
      throw Problem.notFound(Words.of("quizzes.nobody-takes", Long.toString(userId)));
    }
    return quizzes.shared(transaction, quizId).orElseThrow(() -> unknownQuiz(quizId));
  }

  private void moveDeadline(
      Transaction transaction, Quiz quiz, Allowance allowance, long attemptId) {
    Attempt attempt = locked(transaction, attemptId);
    if (!attempt.submitted()) {
      Instant deadline =
          new Timing(quiz.settings(), allowance)
              .deadline(attempt.startedAt(), attempt.extendedSeconds());
      store.setDeadline(transaction, attemptId, deadline, attempt.extendedSeconds());
    }
  }

  /**
   * Gives one open attempt more time, even beyond the closing of its quiz. One whose time is over
   * is to be opened again instead.
   *
   * @return the new deadline
   */
  public Instant extend(Transaction transaction, long attemptId, Duration more) {
    int seconds = seconds(more);
    Attempt attempt = locked(transaction, attemptId);
    Quiz quiz = quizzes.stored(transaction, attempt.quizId()).orElseThrow();
    if (attempt.submitted() || attempt.overdue(quiz.settings(), now())) {
      throw Problem.conflict("attempt-closed", Words.of("quizzes.reopen-instead"));
    }
    Instant deadline = attempt.deadlineAt();
    if (deadline == null) {
      throw Problem.conflict("no-deadline", Words.of("quizzes.no-deadline"));
    }
    Instant later = deadline.plusSeconds(seconds);
    store.setDeadline(transaction, attemptId, later, attempt.extendedSeconds() + seconds);
    news.extended(transaction, quiz, attempt, more);
    return later;
  }

  /**
   * Opens a closed attempt again with all its answers; where its quiz has a limit of time, for
   * {@code more} from now on.
   *
   * @return the new deadline, or null where time is unlimited
   */
  public @Nullable Instant reopen(Transaction transaction, long attemptId, Duration more) {
    int seconds = seconds(more);
    Attempt known = store.find(transaction, attemptId).orElseThrow(() -> unknown(attemptId));
    // The lock of whoever begins an attempt, then the quiz, then the attempt: the order of all.
    Quiz quiz = demandTaken(transaction, known.quizId(), known.userId());
    Attempt attempt = locked(transaction, attemptId);
    Instant now = now();
    if (!attempt.submitted() && !attempt.overdue(quiz.settings(), now)) {
      throw Problem.conflict("attempt-open", Words.of("quizzes.extend-instead"));
    }
    boolean another =
        store.latest(transaction, attempt.quizId(), attempt.userId(), 1).stream()
            .anyMatch(latest -> latest.number() > attempt.number());
    if (another) {
      throw Problem.conflict("later-attempt", Words.of("quizzes.later-attempt"));
    }
    news.reopened(transaction, quiz, attempt);
    Allowance allowance = allowance(transaction, quiz.id(), attempt.userId());
    Instant base = new Timing(quiz.settings(), allowance).deadline(attempt.startedAt(), 0);
    if (base == null) {
      store.reopen(transaction, attemptId, null, 0);
      return null;
    }
    Instant deadline = now.plusSeconds(seconds);
    int extended = Math.toIntExact(Duration.between(base, deadline).toSeconds());
    Instant exact = base.plusSeconds(extended);
    store.reopen(transaction, attemptId, exact, extended);
    return exact;
  }

  private Attempt locked(Transaction transaction, long attemptId) {
    return store.locked(transaction, attemptId).orElseThrow(() -> unknown(attemptId));
  }

  private static int seconds(Duration more) {
    long seconds = more.toSeconds();
    if (seconds < 1 || seconds > EXTRA_SECONDS_MAX) {
      throw Problem.wrong(
          "bad-extension", Words.of("quizzes.bad-extension", seconds, EXTRA_SECONDS_MAX));
    }
    return (int) seconds;
  }

  private static void demandSensible(Allowance allowance) {
    if (allowance.extraSeconds() < 0 || allowance.extraSeconds() > EXTRA_SECONDS_MAX) {
      throw Problem.wrong(
          "bad-allowance",
          Words.of("quizzes.bad-extra-seconds", allowance.extraSeconds(), EXTRA_SECONDS_MAX));
    }
    if (allowance.extraAttempts() < 0 || allowance.extraAttempts() > EXTRA_ATTEMPTS_MAX) {
      throw Problem.wrong(
          "bad-allowance",
          Words.of("quizzes.bad-extra-attempts", allowance.extraAttempts(), EXTRA_ATTEMPTS_MAX));
    }
    Instant opening = allowance.opensAt();
    Instant closing = allowance.closesAt();
    if (opening != null && closing != null && !closing.isAfter(opening)) {
      throw Problem.wrong("bad-allowance", Words.of("quizzes.bad-window"));
    }
  }

  private static Allowance allowance(Row row) {
    return new Allowance(
        (int) row.number("extra_seconds"),
        (int) row.number("extra_attempts"),
        row.optionalInstant("opens_at"),
        row.optionalInstant("closes_at"));
  }

  private static Sitting sitting(Row row) {
    return new Sitting(
        row.number("id"),
        row.number("quiz_id"),
        row.number("course_id"),
        row.number("user_id"),
        row.text("name"),
        (int) row.number("number"),
        row.instant("started_at"),
        row.optionalInstant("deadline_at"),
        (int) row.number("grace_seconds"),
        row.optionalInstant("saved_at"),
        (int) row.number("answered"),
        row.optionalInstant("submitted_at"),
        row.optionalFraction("score"),
        row.optionalFraction("max_score"),
        row.optionalText("ending"),
        (int) row.number("pending"));
  }

  private static Problem unknown(long attemptId) {
    return Problem.notFound(Words.of("quizzes.no-attempt", Long.toString(attemptId)));
  }

  private static Problem unknownQuiz(long quizId) {
    return Problem.notFound(Words.of("quizzes.unknown", Long.toString(quizId)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
