package lms.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import lms.platform.Text;

/**
 * A calendar as RFC 5545 writes it: lines of at most 75 octets, and commas, semicolons, backslashes
 * and ends of lines escaped. Times are UTC, so that no time zones need to be described.
 */
final class Feed {
  private static final int LINE_OCTETS_MAX = 75;
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** How often a calendar should look again. */
  private static final Duration EVERY = Duration.ofHours(6);

  private final StringBuilder lines = new StringBuilder();

  private Feed() {}

  /**
   * The calendar of {@code entries}.
   *
   * @param address where browsers reach the platform
   */
  static byte[] of(List<Entry> entries, String address, Instant now, Text text) {
    Feed feed = new Feed();
    feed.line("BEGIN:VCALENDAR");
    feed.line("VERSION:2.0");
    feed.line("PRODID:-//Headroom//Calendar//EN");
    feed.line("X-WR-CALNAME:" + escaped(text.of("calendar.name")));
    feed.line("REFRESH-INTERVAL;VALUE=DURATION:" + EVERY);
    for (Entry entry : entries) {
      feed.line("BEGIN:VEVENT");
      feed.line("UID:" + entry.kind().word() + '-' + entry.id() + "@headroom");
      feed.line("DTSTAMP:" + UTC.format(now));
      feed.line("DTSTART:" + UTC.format(entry.at()));
      feed.line("SUMMARY:" + escaped(entry.what(text)));
      feed.line("DESCRIPTION:" + escaped(entry.course()));
      feed.line("URL:" + address + entry.link());
      feed.line("END:VEVENT");
    }
    feed.line("END:VCALENDAR");
    return feed.lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replaceAll("\\R", "\\\\n")
        .replaceAll("\\p{Cntrl}", "");
  }

  /** Folds by octets and never within a character. */
  private void line(String line) {
    int octets = 0;
    for (int i = 0; i < line.length(); i = line.offsetByCodePoints(i, 1)) {
      String character = Character.toString(line.codePointAt(i));
      int length = character.getBytes(StandardCharsets.UTF_8).length;
      if (octets + length > LINE_OCTETS_MAX) {
        lines.append("\r\n ");
        octets = 1;
      }
      lines.append(character);
      octets += length;
    }
    lines.append("\r\n");
  }
}
