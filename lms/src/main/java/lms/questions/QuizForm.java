package lms.questions;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Words;
import lms.quizzes.QuizSettings;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a quiz as a form has them: times without a zone, in that of who fills it in.
 *
 * @param minutes and {@code seconds} together the limit of time; both null for none
 * @param opensAt a local date and time, or the empty text
 * @param edited the edition that last changed the rules
 */
public record QuizForm(
    String title,
    @Nullable Integer minutes,
    @Nullable Integer seconds,
    int graceSeconds,
    @Nullable Integer attempts,
    boolean shuffled,
    int passPercent,
    String opensAt,
    String closesAt,
    String overdue,
    String reviewFrom,
    boolean showScore,
    boolean showKey,
    boolean showFeedback,
    long edited) {
  private static final int TITLE_MAX = 200;
  private static final int MINUTES_MAX = 31 * 24 * 60;
  private static final int GRACE_MAX = 86_400;
  private static final int ATTEMPTS_MAX = 1_000;

  static QuizForm of(QuizSettings settings, long edited, ZoneId zone) {
    Integer limit = settings.timeLimitSeconds();
    return new QuizForm(
        settings.title(),
        limit == null ? null : limit / 60,
        limit == null ? null : limit % 60,
        settings.graceSeconds(),
        settings.attemptLimit(),
        settings.shuffled(),
        settings.passPercent(),
        local(settings.opensAt(), zone),
        local(settings.closesAt(), zone),
        settings.overdue().word(),
        settings.review().from().word(),
        settings.review().score(),
        settings.review().key(),
        settings.review().feedback(),
        edited);
  }

  private static String local(@Nullable Instant instant, ZoneId zone) {
    return instant == null
        ? ""
        : LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.MINUTES).toString();
  }

  static QuizForm of(Exchange exchange, Fields fields) {
    return new QuizForm(
        fields.text("title", TITLE_MAX),
        fields.optionalNumber("minutes", 0, MINUTES_MAX),
        fields.optionalNumber("seconds", 0, 59),
        fields.number("grace", 0, GRACE_MAX),
        fields.optionalNumber("attempts", 1, ATTEMPTS_MAX),
        fields.box("shuffled"),
        fields.number("pass", 0, 100),
        exchange.field("opens"),
        exchange.field("closes"),
        fields.choice("overdue", Set.of("submit", "grace", "discard")),
        fields.choice("review", Set.of("submission", "closing", "never")),
        fields.box("score"),
        fields.box("answers"),
        fields.box("feedback"),
        fields.edited());
  }

  /** The rules; what is wrong with them is in {@code fields} then. */
  @Nullable QuizSettings settings(Fields fields, ZoneId zone) {
    Instant opening = fields.optionalTime("opens", zone);
    Instant closing = fields.optionalTime("closes", zone);
    if (opening != null && closing != null && !closing.isAfter(opening)) {
      fields.fault(Words.of("questions.closes-first"));
    }
    int limit = (minutes == null ? 0 : minutes * 60) + (seconds == null ? 0 : seconds);
    if (!fields.faults().isEmpty()) {
      return null;
    }
    return new QuizSettings(
        title,
        limit == 0 ? null : Integer.valueOf(limit),
        graceSeconds,
        attempts,
        shuffled,
        passPercent,
        opening,
        closing,
        QuizSettings.Overdue.of(overdue),
        new QuizSettings.Review(
            QuizSettings.ReviewFrom.of(reviewFrom), showScore, showKey, showFeedback));
  }

  /** The same, to be stored over what was edited meanwhile. */
  QuizForm over(long newer) {
    return new QuizForm(
        title,
        minutes,
        seconds,
        graceSeconds,
        attempts,
        shuffled,
        passPercent,
        opensAt,
        closesAt,
        overdue,
        reviewFrom,
        showScore,
        showKey,
        showFeedback,
        newer);
  }
}
