package lms.notifications;

import java.time.Instant;
import java.time.InstantSource;
import lms.platform.Transaction;

/** Where features leave word for a learner, in the transaction of what it is about. */
public final class Notifications {
  private static final int TITLE_MAX = 200;

  private static final String INSERT =
      "INSERT INTO notifications (user_id, kind, title, link, created_at) VALUES (?, ?, ?, ?, ?)";

  private final InstantSource clock;

  /** Notifications dated by {@code clock}. */
  public Notifications(InstantSource clock) {
    this.clock = clock;
  }

  /** What a notification is about; its word is stored. */
  public enum Kind {
    /** The learner joined a course. */
    ENROLMENT("enrolment"),
    /** The learner earned a certificate. */
    CERTIFICATE("certificate"),
    /** An attempt at a quiz was graded. */
    GRADE("grade");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /**
   * Adds an unread notification; it exists once the transaction is committed.
   *
   * @param title one line, cut after {@value #TITLE_MAX} characters
   * @param link a path of the platform, such as {@code /courses/3}
   */
  public void add(Transaction transaction, long userId, Kind kind, String title, String link) {
    String line = title.length() > TITLE_MAX ? title.substring(0, TITLE_MAX - 1) + "…" : title;
    Instant now = clock.instant();
    transaction.run(INSERT, userId, kind.word, line, link, now);
  }
}
