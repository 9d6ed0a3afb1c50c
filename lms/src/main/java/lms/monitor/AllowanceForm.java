package lms.monitor;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.quizzes.Allowance;
import lms.quizzes.Invigilation;
import org.jspecify.annotations.Nullable;

/**
 * What one person gets beyond the rules of a quiz, as the texts of a form. Each field goes with the
 * text that it was rendered with, so that only what somebody typed is changed.
 *
 * @param email empty where nobody is chosen yet
 * @param opens a local date and time, or the empty text; the same of {@code closes}
 */
public record AllowanceForm(
    String email, String minutes, String attempts, String opens, String closes) {
  static final int EMAIL_MAX = 190;

  static final AllowanceForm EMPTY = new AllowanceForm("", "", "", "", "");

  static AllowanceForm of(String email, Allowance allowance, ZoneId zone) {
    return new AllowanceForm(
        email,
        Integer.toString(allowance.extraSeconds() / 60),
        Integer.toString(allowance.extraAttempts()),
        local(allowance.opensAt(), zone),
        local(allowance.closesAt(), zone));
  }

  private static String local(@Nullable Instant instant, ZoneId zone) {
    return instant == null
        ? ""
        : LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.MINUTES).toString();
  }

  /** What was sent. */
  static AllowanceForm sent(Exchange exchange) {
    return of(exchange, "");
  }

  /** What the fields were rendered with. */
  static AllowanceForm was(Exchange exchange) {
    return of(exchange, "was-");
  }

  private static AllowanceForm of(Exchange exchange, String before) {
    return new AllowanceForm(
        exchange.field("email").strip(),
        exchange.field(before + "minutes").strip(),
        exchange.field(before + "attempts").strip(),
        exchange.field(before + "opens").strip(),
        exchange.field(before + "closes").strip());
  }

  /**
   * What this form, which was rendered as {@code was}, makes of an allowance; what is wrong with it
   * is in {@code fields} then.
   */
  UnaryOperator<Allowance> change(Fields fields, AllowanceForm was, ZoneId zone) {
    Integer moreMinutes = fields.optionalNumber("minutes", 0, MonitorRoutes.MINUTES_MAX);
    Integer moreAttempts = fields.optionalNumber("attempts", 0, Invigilation.EXTRA_ATTEMPTS_MAX);
    Instant opening = fields.optionalTime("opens", zone);
    Instant closing = fields.optionalTime("closes", zone);
    return before ->
        new Allowance(
            minutes.equals(was.minutes) ? before.extraSeconds() : 60 * orNone(moreMinutes),
            attempts.equals(was.attempts) ? before.extraAttempts() : orNone(moreAttempts),
            opens.equals(was.opens) ? before.opensAt() : opening,
            closes.equals(was.closes) ? before.closesAt() : closing);
  }

  private static int orNone(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
