package lms.platform;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import org.jspecify.annotations.Nullable;

/**
 * The words of one language, and dates and numbers as its readers write them. Belongs to one
 * request.
 *
 * <p>Words live in {@code messages/FEATURE.properties} and {@code messages/FEATURE_es.properties}.
 * Their values are patterns of {@link java.text.MessageFormat}: an apostrophe is written twice, and
 * a number as an argument is grouped, so that ids go in as text.
 */
public final class Text {
  /** What programs are answered with. */
  static final Text ENGLISH = new Text(Language.ENGLISH, ZoneOffset.UTC);

  private final Language language;
  private final ZoneId zone;
  private final Messages messages;

  /** Words of {@code language} and times of {@code zone}. */
  public Text(Language language, ZoneId zone) {
    this.language = language;
    // Its own name is "Z", which only machines read.
    this.zone = zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
    this.messages = Messages.of(language);
  }

  /**
   * Words for somebody who is not there now, as the database has it: English and UTC where nothing
   * was chosen, or what this version does not know.
   */
  public static Text stored(@Nullable String language, @Nullable String zone) {
    Language known =
        language == null ? Language.ENGLISH : Language.of(language).orElse(Language.ENGLISH);
    return new Text(
        known,
        zone == null || !ZoneId.getAvailableZoneIds().contains(zone)
            ? ZoneOffset.UTC
            : ZoneId.of(zone));
  }

  /**
   * A message.
   *
   * @throws IllegalArgumentException where there is none with this key
   */
  public String of(String key, Object... arguments) {
    return messages.format(key, arguments);
  }

  /**
   * A message; arguments that are words themselves are said in the same language, and instants as
   * dates.
   */
  public String of(Words words) {
    return messages.format(words.key(), words.arguments().stream().map(this::said).toArray());
  }

  private Object said(Object argument) {
    return switch (argument) {
      case Words inner -> of(inner);
      case Instant instant -> dateTime(instant);
      default -> argument;
    };
  }

  /** The name of a person, or that there was one once. */
  public String person(String name) {
    return name.equals(Person.ERASED) ? of("platform.erased") : name;
  }

  /** The language, as {@code lang} of HTML wants it: {@code en} or {@code es}. */
  public String language() {
    return language.tag();
  }

  /** Language and country, as scripts want them to write what this writes: {@code en-GB}. */
  public String locale() {
    return language.locale().toLanguageTag();
  }

  /** Where the reader's clock is. */
  public ZoneId zone() {
    return zone;
  }

  /** A day, such as "26 Nov 2026". */
  public String date(Instant instant) {
    return formatted(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM), instant);
  }

  /** A month, such as "November 2026". */
  public String month(YearMonth month) {
    String pattern = language == Language.SPANISH ? "LLLL 'de' uuuu" : "LLLL uuuu";
    return DateTimeFormatter.ofPattern(pattern, language.locale()).format(month);
  }

  /** A day and a minute with its zone, such as "26 Nov 2026, 14:30 UTC". */
  public String dateTime(Instant instant) {
    return formatted(
        new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT))
            .appendLiteral(' ')
            .appendZoneText(TextStyle.SHORT)
            .toFormatter(),
        instant);
  }

  /** The same to the second, such as "26 Nov 2026, 14:30:05 UTC": for what ends by the clock. */
  public String dateTimeSeconds(Instant instant) {
    return formatted(
        new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM))
            .appendLiteral(' ')
            .appendZoneText(TextStyle.SHORT)
            .toFormatter(),
        instant);
  }

  /** What dates call the reader's zone at an instant, such as "UTC". */
  public String zoneName(Instant instant) {
    return formatted(
        new DateTimeFormatterBuilder().appendZoneText(TextStyle.SHORT).toFormatter(), instant);
  }

  private String formatted(DateTimeFormatter formatter, Instant instant) {
    return formatter.withLocale(language.locale()).withZone(zone).format(instant);
  }

  /** A number with at most two decimals. */
  public String number(double value) {
    NumberFormat format = NumberFormat.getInstance(language.locale());
    format.setMaximumFractionDigits(2);
    format.setRoundingMode(java.math.RoundingMode.HALF_UP);
    return format.format(value);
  }

  /** A number as it stands in a field that is sent back: with its decimals, in no groups. */
  public String field(double value) {
    NumberFormat format = NumberFormat.getInstance(language.locale());
    format.setMaximumFractionDigits(4);
    format.setGroupingUsed(false);
    return format.format(value);
  }

  /** A fraction of 1 in whole per cent, such as "87%" or "87 %". */
  public String percent(double fraction) {
    NumberFormat format = NumberFormat.getPercentInstance(language.locale());
    format.setRoundingMode(java.math.RoundingMode.HALF_UP);
    return format.format(fraction);
  }

  /** A length of time in its two largest units, such as "1 hour 30 minutes"; seconds at least. */
  public String duration(Duration duration) {
    Duration whole = duration.isNegative() ? Duration.ZERO : duration;
    long[] parts = {
      whole.toDaysPart(), whole.toHoursPart(), whole.toMinutesPart(), whole.toSecondsPart()
    };
    String[] units = {"platform.days", "platform.hours", "platform.minutes", "platform.seconds"};
    int first = 0;
    while (first < parts.length - 1 && parts[first] == 0) {
      first++;
    }
    String largest = of(units[first], parts[first]);
    int second = first + 1;
    return second == parts.length || parts[second] == 0
        ? largest
        : of("platform.two-units", largest, of(units[second], parts[second]));
  }
}
