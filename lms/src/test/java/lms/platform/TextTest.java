package lms.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:05Z");

  private final Text english = new Text(Language.ENGLISH, ZoneOffset.UTC);
  private final Text spanish = new Text(Language.SPANISH, ZoneId.of("Europe/Madrid"));

  @Test
  void writesDatesAsItsReadersDoWhereTheirClockIs() {
    assertThat(english.date(NOON)).isEqualTo("26 Nov 2026");
    assertThat(english.dateTime(NOON)).isEqualTo("26 Nov 2026, 12:00 UTC");
    assertThat(english.dateTimeSeconds(NOON)).isEqualTo("26 Nov 2026, 12:00:05 UTC");
    assertThat(spanish.date(NOON)).isEqualTo("26 nov 2026");
    assertThat(spanish.dateTime(NOON)).isEqualTo("26 nov 2026, 13:00 CET");
    assertThat(english.locale() + ' ' + english.zoneName(NOON)).isEqualTo("en-GB UTC");
    assertThat(spanish.locale() + ' ' + spanish.zoneName(NOON)).isEqualTo("es-ES CET");
  }

  @Test
  void writesNumbersAsItsReadersDo() {
    assertThat(english.number(12_345.678)).isEqualTo("12,345.68");
    assertThat(spanish.number(12_345.678)).isEqualTo("12.345,68");
    assertThat(english.number(4.0)).isEqualTo("4");
    assertThat(english.field(1_000.1234)).as("as a form takes it back").isEqualTo("1000.1234");
    assertThat(spanish.field(1_000.5)).isEqualTo("1000,5");
    assertThat(english.percent(0.875)).isEqualTo("88%");
    assertThat(spanish.percent(0.875).replace('\u00a0', ' ')).isEqualTo("88 %");
  }

  @Test
  void tellsAmountsInTheRightNumber() {
    assertThat(english.of("courses.seats-left", 1)).isEqualTo("1 seat is left.");
    assertThat(english.of("courses.seats-left", 1_200)).isEqualTo("1,200 seats are left.");
    assertThat(spanish.of("courses.seats-left", 1)).isEqualTo("Queda 1 plaza.");
    assertThat(spanish.of("courses.seats-left", 3)).isEqualTo("Quedan 3 plazas.");
  }

  @Test
  void tellsHowLongSomethingTakesInItsTwoLargestUnits() {
    assertThat(english.duration(Duration.ofMinutes(90))).isEqualTo("1 hour 30 minutes");
    assertThat(english.duration(Duration.ofHours(1))).isEqualTo("1 hour");
    assertThat(english.duration(Duration.ofSeconds(62))).isEqualTo("1 minute 2 seconds");
    assertThat(english.duration(Duration.ofSeconds(-1))).isEqualTo("0 seconds");
    assertThat(spanish.duration(Duration.ofHours(49))).isEqualTo("2 días y 1 hora");
  }

  @Test
  void saysWordsWithinWordsInOneLanguage() {
    Words words = Words.of("platform.field-missing", Words.of("groups.field-name"));

    assertThat(english.of(words)).isEqualTo("Name of the group: this is missing");
    assertThat(spanish.of(words)).isEqualTo("Nombre del grupo: falta este dato");
  }

  @Test
  void printsNoKeyInsteadOfAMessage() {
    assertThatThrownBy(() -> english.of("courses.no-such-message"))
        .hasMessageContaining("courses.no-such-message");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          es                            | es
          es-MX,es;q=0.9,en;q=0.8       | es
          de-DE,de;q=0.9,es;q=0.2       | es
          en-US,en;q=0.9,es;q=0.8       | en
          de                            | en
          *                             | en
          ''                            | en
          not a header;;q=              | en
          """)
  void takesTheLanguageThatABrowserPrefers(String header, String tag) {
    assertThat(Language.accepted(header).tag()).isEqualTo(tag);
  }
}
