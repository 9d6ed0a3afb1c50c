package lms.certificates;

import java.time.Instant;
import java.time.InstantSource;
import lms.activities.Activities;
import lms.notifications.Notifications;
import lms.platform.Metrics;
import lms.platform.Row;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * The completion of courses. A course is completed when each of its lessons is done and each of its
 * activities (a quiz passed, for one), by whichever of them comes last; the certificate is issued
 * in that transaction.
 *
 * <p>The learner's enrolment row is the lock: of two transactions that could each complete the
 * course, the second waits for the first and sees what it did (which needs READ COMMITTED). The
 * unique key of certificates stands behind that.
 */
public final class Completions {
  private static final String LOCK =
      "SELECT id FROM enrolments WHERE user_id = ? AND course_id = ? FOR UPDATE";

  private static final String STATE =
      """
      SELECT
        (SELECT COUNT(*) FROM lessons l WHERE l.course_id = c.id AND NOT l.draft) AS lessons,
        (SELECT COUNT(*) FROM lesson_progress p JOIN lessons d ON d.id = p.lesson_id
          WHERE p.user_id = ? AND p.course_id = c.id AND p.completed_at IS NOT NULL
            AND NOT d.draft) AS done,
        (SELECT code FROM certificates t WHERE t.user_id = ? AND t.course_id = c.id) AS code,
        (SELECT COUNT(*) FROM lessons w
          WHERE w.course_id = c.id AND w.completion = 'quiz' AND NOT w.draft
            AND NOT EXISTS (
              SELECT 1 FROM lesson_progress p
              WHERE p.user_id = ? AND p.lesson_id = w.id AND p.completed_at IS NOT NULL)
            AND EXISTS (
              SELECT 1 FROM attempts a JOIN quizzes q ON q.id = a.quiz_id
              WHERE a.quiz_id = w.completion_quiz_id AND a.user_id = ?
                AND a.submitted_at IS NOT NULL
                AND a.score * 100 >= a.max_score * q.pass_percent)) AS earned_lessons,
        c.title
      FROM courses c WHERE c.id = ?
      """;

  /** Lessons that are done because a quiz is passed. */
  private static final String EARN_LESSONS =
      """
      INSERT INTO lesson_progress (user_id, lesson_id, course_id, completed_at, updated_at)
      SELECT ?, w.id, w.course_id, ?, ? FROM lessons w
      WHERE w.course_id = ? AND w.completion = 'quiz' AND NOT w.draft
        AND EXISTS (
          SELECT 1 FROM attempts a JOIN quizzes q ON q.id = a.quiz_id
          WHERE a.quiz_id = w.completion_quiz_id AND a.user_id = ? AND a.submitted_at IS NOT NULL
            AND a.score * 100 >= a.max_score * q.pass_percent)
      ON DUPLICATE KEY UPDATE
        completed_at = COALESCE(lesson_progress.completed_at, VALUES(completed_at))
      """;

  private static final String COMPLETE =
      "UPDATE enrolments SET completed_at = ? WHERE user_id = ? AND course_id = ?";

  private final CertificateStore certificates = new CertificateStore();
  private final Activities activities;
  private final DoneLessons done;
  private final Notifications notifications;
  private final InstantSource clock;
  private final Metrics metrics;

  /** Completions dated by {@code clock}, of lessons and {@code activities}. */
  public Completions(
      Activities activities,
      DoneLessons done,
      Notifications notifications,
      InstantSource clock,
      Metrics metrics) {
    this.activities = activities;
    this.done = done;
    this.notifications = notifications;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * How far a learner is in a course.
   *
   * @param done lessons completed, of {@code of}
   * @param certificate the code of the certificate, or null before it is earned
   */
  public record Progress(int done, int of, @Nullable String certificate) {}

  /**
   * Takes the lock of a learner's progress in a course until the transaction ends.
   *
   * @return false if the learner is not enrolled
   */
  public boolean lock(Transaction transaction, long userId, long courseId) {
    return transaction.first(LOCK, row -> row.number("id"), userId, courseId).isPresent();
  }

  /**
   * Issues the certificate if it is earned now, and says how far the learner is. The caller holds
   * {@link #lock} and has written what may complete the course.
   */
  public Progress settle(Transaction transaction, long userId, long courseId) {
    State state = state(transaction, userId, courseId);
    if (state.earnedLessons > 0) {
      Instant now = clock.instant();
      transaction.run(EARN_LESSONS, userId, now, now, courseId, userId);
      lessonDone(transaction, userId, courseId);
      int earned = state.earnedLessons;
      transaction.afterCommit(() -> metrics.add(earned, "lms_lesson_completions_total"));
      state = state(transaction, userId, courseId);
    }
    String code = state.code;
    if (code == null
        && state.lessonsDone()
        && activities.undone(transaction, userId, courseId) == 0) {
      code = issue(transaction, userId, courseId, state.title);
    }
    return new Progress(state.done, state.lessons, code);
  }

  /** Shows learner's progress anew: the transaction marks a lesson as done. */
  public void lessonDone(Transaction transaction, long userId, long courseId) {
    done.changed(transaction, userId, courseId);
  }

  private String issue(Transaction transaction, long userId, long courseId, String title) {
    Instant now = clock.instant();
    String code = certificates.insert(transaction, userId, courseId, now);
    transaction.run(COMPLETE, now, userId, courseId);
    notifications.add(
        transaction,
        userId,
        Notifications.Kind.CERTIFICATE,
        Words.of("certificates.news", title),
        "/certificates/" + code);
    transaction.afterCommit(
        () -> {
          metrics.count("lms_certificates_issued_total");
          metrics.count("lms_course_completions_total");
        });
    return code;
  }

  private static State state(Transaction transaction, long userId, long courseId) {
    return transaction
        .first(STATE, Completions::state, userId, userId, userId, userId, courseId)
        .orElseThrow(() -> new IllegalStateException("there is no course " + courseId));
  }

  private static State state(Row row) {
    return new State(
        (int) row.number("lessons"),
        (int) row.number("done"),
        row.optionalText("code"),
        (int) row.number("earned_lessons"),
        row.text("title"));
  }

  private record State(
      int lessons, int done, @Nullable String code, int earnedLessons, String title) {
    boolean lessonsDone() {
      return lessons > 0 && done >= lessons;
    }
  }
}
