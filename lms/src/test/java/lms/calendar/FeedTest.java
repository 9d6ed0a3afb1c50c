package lms.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import lms.platform.Language;
import lms.platform.Text;
import org.junit.jupiter.api.Test;

final class FeedTest {
  private static final Instant AT = Instant.parse("2026-11-26T23:59:00Z");

  @Test
  void writesEventsAsCalendarsReadThem() {
    assertThat(feed("Roots"))
        .startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
        .contains(
            """
            BEGIN:VEVENT
            UID:lesson-due-7@headroom
            DTSTAMP:20261126T235900Z
            DTSTART:20261126T235900Z
            SUMMARY:Roots is due
            DESCRIPTION:Botany\\, for all
            URL:https://lms.example.test/lessons/7
            END:VEVENT
            """
                .replace("\n", "\r\n"))
        .endsWith("END:VCALENDAR\r\n");
  }

  @Test
  void letsNoTitleBecomeALineOfItsOwn() {
    assertThat(feed("A;b,c\\d\r\nATTENDEE:x\ny"))
        .contains("SUMMARY:A\\;b\\,c\\\\d\\nATTENDEE:x\\ny is due");
  }

  @Test
  void foldsLongLinesBetweenCharacters() {
    String title = "Größe der Bäume 🌳 ".repeat(9);
    String feed = feed(title);

    assertThat(Arrays.stream(feed.split("\r\n", -1)))
        .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
    assertThat(feed.replace("\r\n ", "")).contains("SUMMARY:" + title + " is due");
  }

  private static String feed(String title) {
    var entry = new Entry(Entry.Kind.LESSON_DUE, 7, title, 3, "Botany, for all", AT);
    byte[] bytes =
        Feed.of(
            List.of(entry),
            "https://lms.example.test",
            AT,
            new Text(Language.ENGLISH, ZoneOffset.UTC));
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
