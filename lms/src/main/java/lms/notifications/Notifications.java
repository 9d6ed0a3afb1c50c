package lms.notifications;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lms.platform.Json;
import lms.platform.Language;
import lms.platform.Text;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * Where features leave word for a learner, in the transaction of what it is about. Each learner
 * hears of each kind on the page, by mail, both or not at all; by mail only at an address that is
 * confirmed. Thread-safe.
 */
public final class Notifications {
  private static final int TITLE_MAX = 200;

  private static final String INSERT =
      """
      INSERT INTO notifications (user_id, kind, title, words, link, created_at)
      SELECT ?, ?, ?, ?, ?, ? FROM DUAL
      WHERE COALESCE((SELECT on_page FROM notification_preferences
        WHERE user_id = ? AND kind = ?), TRUE)
      """;

  private static final String QUEUE =
      """
      INSERT INTO outbox (user_id, title, words, link, created_at, next_try_at)
      SELECT ?, ?, ?, ?, ?, ? FROM DUAL
      WHERE COALESCE((SELECT by_mail FROM notification_preferences
        WHERE user_id = ? AND kind = ?), ?)
        AND NOT EXISTS (SELECT 1 FROM unconfirmed_addresses a WHERE a.user_id = ?)
      """;

  private static final String QUEUE_ALWAYS =
      """
      INSERT INTO outbox (user_id, title, words, link, created_at, next_try_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  private static final String INSERT_FOR_COURSE =
      """
      INSERT INTO notifications (user_id, kind, title, link, created_at)
      SELECT e.user_id, ?, ?, ?, ? FROM enrolments e
        LEFT JOIN notification_preferences p ON p.user_id = e.user_id AND p.kind = ?
      WHERE e.course_id = ? AND e.id > ? AND e.id <= ? AND COALESCE(p.on_page, TRUE)
      """;

  private static final String QUEUE_FOR_COURSE =
      """
      INSERT INTO outbox (user_id, title, link, created_at, next_try_at)
      SELECT e.user_id, ?, ?, ?, ? FROM enrolments e
        LEFT JOIN notification_preferences p ON p.user_id = e.user_id AND p.kind = ?
      WHERE e.course_id = ? AND e.id > ? AND e.id <= ? AND COALESCE(p.by_mail, ?)
        AND NOT EXISTS (SELECT 1 FROM unconfirmed_addresses a WHERE a.user_id = e.user_id)
      """;

  private static final String INSERT_FOR_ALL =
      """
      INSERT INTO notifications (user_id, kind, title, words, link, created_at)
      SELECT u.id, ?, ?, ?, ?, ? FROM users u
        LEFT JOIN notification_preferences p ON p.user_id = u.id AND p.kind = ?
      WHERE COALESCE(p.on_page, TRUE) AND u.id IN (\
      """;

  private static final String QUEUE_FOR_ALL =
      """
      INSERT INTO outbox (user_id, title, words, link, created_at, next_try_at)
      SELECT u.id, ?, ?, ?, ?, ? FROM users u
        LEFT JOIN notification_preferences p ON p.user_id = u.id AND p.kind = ?
      WHERE COALESCE(p.by_mail, ?)
        AND NOT EXISTS (SELECT 1 FROM unconfirmed_addresses a WHERE a.user_id = u.id)
        AND u.id IN (\
      """;

  private final InstantSource clock;
  private final boolean mailing;

  /**
   * Notifications dated by {@code clock}.
   *
   * @param mailing whether somebody sends mail; if nobody does, none is queued
   */
  public Notifications(InstantSource clock, boolean mailing) {
    this.clock = clock;
    this.mailing = mailing;
  }

  /** Whether somebody sends mail. */
  public boolean mailing() {
    return mailing;
  }

  /** What a notification is about; its word is stored. */
  public enum Kind {
    /** The learner joined a course. */
    ENROLMENT(false),
    /** A seat came free and went to the learner, who waited for it. */
    SEAT(true),
    /** The learner earned a certificate. */
    CERTIFICATE(false),
    /** An attempt at a quiz was graded. */
    GRADE(false),
    /** A teacher gave the learner more time or attempts, or opened an attempt again. */
    TIME(true),
    /** Somebody answered in a discussion, marked an answer, or began one for the teacher. */
    DISCUSSION(false),
    /** A teacher told the whole course something. */
    ANNOUNCEMENT(false);

    private final boolean mailed;

    Kind(boolean mailed) {
      this.mailed = mailed;
    }

    /** The word in the database and in the API. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is mailed to who did not choose: what can't wait until somebody looks. */
    boolean mailed() {
      return mailed;
    }

    static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** What it is, for who chooses. */
    public String label(Text text) {
      return switch (this) {
        case ENROLMENT -> text.of("notifications.kind-enrolment");
        case SEAT -> text.of("notifications.kind-seat");
        case CERTIFICATE -> text.of("notifications.kind-certificate");
        case GRADE -> text.of("notifications.kind-grade");
        case TIME -> text.of("notifications.kind-time");
        case DISCUSSION -> text.of("notifications.kind-discussion");
        case ANNOUNCEMENT -> text.of("notifications.kind-announcement");
      };
    }
  }

  /**
   * Adds an unread notification in the language of who reads it; it exists once the transaction is
   * committed.
   *
   * @param title one line
   * @param link a path of the platform, such as {@code /courses/3}
   */
  public void add(Transaction transaction, long userId, Kind kind, Words title, String link) {
    String english = new Text(Language.ENGLISH, ZoneOffset.UTC).of(title);
    add(transaction, userId, kind, english, Json.text(title), link);
  }

  /**
   * The same in words that somebody wrote.
   *
   * @param title one line, cut after {@value #TITLE_MAX} characters
   */
  public void add(Transaction transaction, long userId, Kind kind, String title, String link) {
    add(transaction, userId, kind, title, null, link);
  }

  /**
   * Mails what concerns the account itself, whatever the person chose to hear, and shows it on no
   * page. Where nobody sends mail it does nothing.
   *
   * @param link a path of the platform, which may be a secret: it is stored until it is sent
   */
  public void mail(Transaction transaction, long userId, Words title, String link) {
    if (mailing) {
      String english = cut(new Text(Language.ENGLISH, ZoneOffset.UTC).of(title));
      Instant now = clock.instant();
      transaction.run(QUEUE_ALWAYS, userId, english, Json.text(title), link, now, now);
    }
  }

  /**
   * Adds an unread notification for everybody whose enrolment in a course lies behind {@code after}
   * and not behind {@code last}, by one statement or two.
   */
  public void addToCourse(
      Transaction transaction,
      long courseId,
      long after,
      long last,
      Kind kind,
      String title,
      String link) {
    String line = cut(title);
    Instant now = clock.instant();
    String word = kind.word();
    transaction.run(INSERT_FOR_COURSE, word, line, link, now, word, courseId, after, last);
    if (mailing) {
      transaction.run(
          QUEUE_FOR_COURSE, line, link, now, now, word, courseId, after, last, kind.mailed());
    }
  }

  /** The same for each of some people, at least one, by one statement or two. */
  public void addToAll(
      Transaction transaction, List<Long> userIds, Kind kind, Words title, String link) {
    String english = cut(new Text(Language.ENGLISH, ZoneOffset.UTC).of(title));
    String words = Json.text(title);
    Instant now = clock.instant();
    String among = Transaction.marks(userIds.size()) + ')';
    List<Object> page = new ArrayList<>(List.of(kind.word(), english, words, link, now));
    page.add(kind.word());
    page.addAll(userIds);
    transaction.run(INSERT_FOR_ALL + among, page.toArray());
    if (mailing) {
      List<Object> mail = new ArrayList<>(List.of(english, words, link, now, now, kind.word()));
      mail.add(kind.mailed());
      mail.addAll(userIds);
      transaction.run(QUEUE_FOR_ALL + among, mail.toArray());
    }
  }

  private static String cut(String title) {
    return title.length() > TITLE_MAX ? title.substring(0, TITLE_MAX - 1) + "…" : title;
  }

  private void add(
      Transaction transaction,
      long userId,
      Kind kind,
      String title,
      @Nullable String words,
      String link) {
    String line = cut(title);
    Instant now = clock.instant();
    String word = kind.word();
    transaction.run(INSERT, userId, word, line, words, link, now, userId, word);
    if (mailing) {
      boolean mailed = kind.mailed();
      transaction.run(QUEUE, userId, line, words, link, now, now, userId, word, mailed, userId);
    }
  }
}
