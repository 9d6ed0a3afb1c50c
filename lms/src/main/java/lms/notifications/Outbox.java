package lms.notifications;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lms.platform.Database;
import lms.platform.Metrics;
import lms.platform.Row;
import lms.platform.Text;
import lms.platform.Transaction;

/**
 * Sends the mails that wait in the database, a few at a time, in each pod. A mail is taken by one
 * pod for a while; one that dies with it is sent by another later, so that a mail may come twice,
 * under the same Message-ID, and is never lost while it is worth sending. Closed, it ends what it
 * is sending.
 */
public final class Outbox implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Outbox.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration TAKEN = Duration.ofMinutes(5);
  private static final int BATCH = 20;

  /** With twice the time between each: the last is about a day after the first. */
  private static final int TRIES_MAX = 10;

  private static final String NEXT =
      """
      SELECT o.id, o.title, o.words, o.link, o.tries, u.name, u.email, u.language, u.time_zone
      FROM outbox o JOIN users u ON u.id = o.user_id
      WHERE o.next_try_at <= ? ORDER BY o.next_try_at LIMIT ? FOR UPDATE SKIP LOCKED
      """;

  private static final String TAKE =
      "UPDATE outbox SET next_try_at = ?, tries = tries + 1 WHERE id = ?";

  private static final String REMOVE = "DELETE FROM outbox WHERE id = ?";

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("outbox").factory());
  private final Database database;
  private final Mailer mailer;
  private final String address;
  private final InstantSource clock;
  private final Metrics metrics;

  /**
   * Sends by {@code mailer} from now on.
   *
   * @param address where browsers reach the platform, without a slash at the end
   */
  public Outbox(
      Database database, Mailer mailer, String address, InstantSource clock, Metrics metrics) {
    this.database = database;
    this.mailer = mailer;
    this.address = address;
    this.clock = clock;
    this.metrics = metrics;
    var _ =
        executor.scheduleWithFixedDelay(
            this::attempt, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A mail that this pod may send. */
  private record Waiting(
      long id, int tries, String title, String link, String name, String email, Text text) {}

  private void attempt() {
    try {
      send();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "mails wait: " + e);
    }
  }

  /** Sends what waits; answers how many mails were sent. */
  int send() {
    int sent = 0;
    List<Waiting> taken = take();
    while (!taken.isEmpty()) {
      for (Waiting mail : taken) {
        sent += sent(mail) ? 1 : 0;
      }
      taken = taken.size() < BATCH ? List.of() : take();
    }
    return sent;
  }

  private List<Waiting> take() {
    Instant now = clock.instant();
    return database.inTransaction(
        transaction -> {
          List<Waiting> next = new ArrayList<>(transaction.list(NEXT, Outbox::waiting, now, BATCH));
          for (Waiting mail : next) {
            Duration wait = TAKEN.multipliedBy(1L << Math.min(mail.tries, TRIES_MAX));
            transaction.run(TAKE, now.plus(wait), mail.id);
          }
          return next;
        });
  }

  private static Waiting waiting(Row row) {
    Text text = Text.stored(row.optionalText("language"), row.optionalText("time_zone"));
    return new Waiting(
        row.number("id"),
        (int) row.number("tries"),
        NotificationStore.title(row, text),
        row.text("link"),
        row.text("name"),
        row.text("email"),
        text);
  }

  private boolean sent(Waiting mail) {
    String body =
        mail.text.of(
            "notifications.mail-body",
            mail.name,
            mail.title,
            address + mail.link,
            address + "/notifications/preferences");
    try {
      mailer.send(new Mailer.Mail("outbox-" + mail.id, mail.email, mail.name, mail.title, body));
      remove(mail.id);
      metrics.count("lms_mails_total", "result", "sent");
      return true;
    } catch (Mailer.Failed e) {
      LOG.log(System.Logger.Level.WARNING, "mail " + mail.id + " was not sent: " + e.getMessage());
      metrics.count("lms_mails_total", "result", "failed");
      if (mail.tries + 1 >= TRIES_MAX) {
        remove(mail.id);
        metrics.count("lms_mails_total", "result", "given-up");
      }
      return false;
    }
  }

  private void remove(long id) {
    database.inTransaction((Transaction transaction) -> transaction.run(REMOVE, id));
  }

  @Override
  public void close() {
    executor.close();
  }
}
