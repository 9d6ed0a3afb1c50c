package lms.quizzes;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import lms.platform.Problem;
import lms.platform.Row;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * Changes of quizzes, so that attempts which began before keep their questions, and get their new
 * deadlines. Thread-safe.
 *
 * <p>Each runs in a transaction of the caller's, who has checked that the person teaches the
 * course.
 */
public final class QuizEditing {
  private static final int MOVED_AT_ONCE = 500;

  private static final String INSERT =
      """
      INSERT INTO quizzes (course_id, title, time_limit_seconds, grace_seconds, attempt_limit,
        shuffled, pass_percent, opens_at, closes_at, overdue, review_from, review_shows)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String UPDATE =
      """
      UPDATE quizzes SET title = ?, time_limit_seconds = ?, grace_seconds = ?, attempt_limit = ?,
        shuffled = ?, pass_percent = ?, opens_at = ?, closes_at = ?, overdue = ?, review_from = ?,
        review_shows = ?
      WHERE id = ?
      """;

  private static final String OPEN =
      """
      SELECT a.id, a.started_at, a.deadline_at, a.extended_seconds, w.extra_seconds,
        w.extra_attempts, w.opens_at AS own_opens_at, w.closes_at AS own_closes_at
      FROM attempts a
        LEFT JOIN quiz_allowances w ON w.quiz_id = a.quiz_id AND w.user_id = a.user_id
      WHERE a.quiz_id = ? AND a.submitted_at IS NULL AND a.id > ? ORDER BY a.id LIMIT ? FOR UPDATE
      """;

  private static final String OF_COURSE = "SELECT id FROM quizzes WHERE course_id = ?";

  private final QuizStore quizzes;
  private final InstantSource clock;

  QuizEditing(QuizStore quizzes, InstantSource clock) {
    this.quizzes = quizzes;
    this.clock = clock;
  }

  /** The rules of a quiz and what it asks now. */
  public record Current(
      long quizId, long courseId, int revision, QuizSettings settings, QuizContent content) {}

  /** A quiz as its author sees it, or 404. */
  public Current current(Transaction statements, long quizId) {
    Quiz quiz = quizzes.stored(statements, quizId).orElseThrow(() -> unknown(quizId));
    return new Current(
        quizId,
        quiz.courseId(),
        quiz.revision(),
        quiz.settings(),
        quizzes.read(statements, quizId, quiz.revision()));
  }

  /** Adds a quiz without questions and answers its id. */
  public long create(Transaction transaction, long courseId, QuizSettings settings) {
    demandSensible(settings);
    var parameters = new ArrayList<@Nullable Object>();
    parameters.add(courseId);
    parameters.addAll(columns(settings));
    return transaction.insert(INSERT, parameters.toArray());
  }

  /** Changes the rules; open attempts get the deadlines that follow from them. */
  public void change(Transaction transaction, long quizId, QuizSettings settings) {
    demandSensible(settings);
    var _ = quizzes.locked(transaction, quizId).orElseThrow(() -> unknown(quizId));
    var parameters = new ArrayList<>(columns(settings));
    parameters.add(quizId);
    transaction.run(UPDATE, parameters.toArray());
    moveDeadlines(transaction, quizId, settings);
    quizzes.changed(transaction, quizId);
  }

  /**
   * Changes the questions by making the next revision. Attempts that are open keep what they ask;
   * new keys, points and feedback of questions that keep their id count for them too, and for
   * submitted ones once {@link Marking#regrade} was called.
   *
   * @param edit writes rows, such as those of the table questions, and answers what the quiz asks
   *     from now on; {@link #rows} reads the questions of that table
   * @return the new revision
   */
  public int ask(Transaction transaction, long quizId, Supplier<QuizContent> edit) {
    Quiz quiz = quizzes.locked(transaction, quizId).orElseThrow(() -> unknown(quizId));
    // What was asked until now may stand in no revision yet, and its rows are about to change.
    QuizContent before = quizzes.read(transaction, quizId, quiz.revision());
    if (!before.questions().isEmpty()) {
      store(transaction, quizId, quiz.revision(), before);
    }
    int next = quiz.revision() + 1;
    QuizContent content = edit.get();
    demandSensible(content);
    store(transaction, quizId, next, content);
    transaction.run("UPDATE quizzes SET revision = ? WHERE id = ?", next, quizId);
    quizzes.changed(transaction, quizId);
    return next;
  }

  /**
   * Has every pod know whether a course's quizzes may be taken, which is published or withdrawn.
   */
  public void republished(Transaction transaction, long courseId) {
    transaction
        .list(OF_COURSE, row -> row.number("id"), courseId)
        .forEach(id -> quizzes.changed(transaction, id));
  }

  /** The questions that stand in the table of that name for a quiz, all of them for everybody. */
  public QuizContent rows(Transaction transaction, long quizId) {
    return quizzes.rows(transaction, quizId);
  }

  private void store(Transaction transaction, long quizId, int revision, QuizContent content) {
    transaction.run(
        "INSERT IGNORE INTO quiz_revisions (quiz_id, revision, content, created_at)"
            + " VALUES (?, ?, ?, ?)",
        quizId,
        revision,
        QuizStore.text(content),
        clock.instant());
  }

  private static void demandSensible(QuizSettings settings) {
    refuse(settings.title().isBlank() || settings.title().length() > 200, "quizzes.bad-title");
    Integer limit = settings.timeLimitSeconds();
    refuse(
        limit != null && (limit < 1 || limit > Invigilation.EXTRA_SECONDS_MAX),
        "quizzes.bad-time-limit");
    refuse(settings.graceSeconds() < 0 || settings.graceSeconds() > 86_400, "quizzes.bad-grace");
    Integer attempts = settings.attemptLimit();
    refuse(attempts != null && (attempts < 1 || attempts > 1_000), "quizzes.bad-attempt-limit");
    refuse(settings.passPercent() < 0 || settings.passPercent() > 100, "quizzes.bad-pass-percent");
    Instant opening = settings.opensAt();
    Instant closing = settings.closesAt();
    refuse(opening != null && closing != null && !closing.isAfter(opening), "quizzes.bad-window");
  }

  private static void demandSensible(QuizContent content) {
    long ids = content.questions().stream().map(Question::id).distinct().count();
    if (ids != content.questions().size()) {
      throw new IllegalArgumentException("two questions of a quiz have the same id");
    }
  }

  private static void refuse(boolean wrong, String right) {
    if (wrong) {
      throw Problem.wrong("bad-quiz", Words.of(right));
    }
  }

  private static List<@Nullable Object> columns(QuizSettings settings) {
    var columns = new ArrayList<@Nullable Object>();
    Collections.addAll(
        columns,
        settings.title().strip(),
        settings.timeLimitSeconds(),
        settings.graceSeconds(),
        settings.attemptLimit(),
        settings.shuffled(),
        settings.passPercent(),
        settings.opensAt(),
        settings.closesAt(),
        settings.overdue().word(),
        settings.review().from().word(),
        settings.review().shows());
    return columns;
  }

  private record Open(
      long id,
      Instant startedAt,
      @Nullable Instant deadlineAt,
      int extendedSeconds,
      Allowance allowance) {}

  private void moveDeadlines(Transaction transaction, long quizId, QuizSettings settings) {
    long after = 0;
    List<Open> some;
    do {
      some = transaction.list(OPEN, QuizEditing::open, quizId, after, MOVED_AT_ONCE);
      var parameters = new ArrayList<@Nullable Object>();
      var moved = new ArrayList<@Nullable Object>();
      for (Open open : some) {
        Instant deadline =
            new Timing(settings, open.allowance).deadline(open.startedAt, open.extendedSeconds);
        if (!Objects.equals(deadline, open.deadlineAt)) {
          Collections.addAll(parameters, open.id, deadline);
          moved.add(open.id);
        }
        after = open.id;
      }
      if (!moved.isEmpty()) {
        int count = moved.size();
        parameters.addAll(moved);
        transaction.run(
            "UPDATE attempts SET deadline_at = CASE id"
                + " WHEN ? THEN ?".repeat(count)
                + " END WHERE submitted_at IS NULL AND id IN ("
                + Transaction.marks(count)
                + ")",
            parameters.toArray());
      }
    } while (some.size() == MOVED_AT_ONCE);
  }

  private static Open open(Row row) {
    return new Open(
        row.number("id"),
        row.instant("started_at"),
        row.optionalInstant("deadline_at"),
        (int) row.number("extended_seconds"),
        AttemptStore.allowance(row));
  }

  private static Problem unknown(long quizId) {
    return Problem.notFound(Words.of("quizzes.unknown", Long.toString(quizId)));
  }
}
