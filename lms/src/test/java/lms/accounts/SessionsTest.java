package lms.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import lms.platform.Json;
import lms.platform.Language;
import lms.platform.Person;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What pods of two versions write and read of the same sessions during a rollout. */
final class SessionsTest {
  private static final String OF_THE_VERSION_BEFORE =
      "{\"id\":7,\"name\":\"Ada\",\"role\":\"LEARNER\",\"csrf\":\"c\","
          + "\"expiresAt\":\"2026-11-26T12:00:00Z\"}";

  @Test
  void areReadAsTheVersionBeforeWroteThem() {
    Person ada = stored(OF_THE_VERSION_BEFORE).person();

    assertThat(ada.name()).isEqualTo("Ada");
    assertThat(ada.language()).isNull();
    assertThat(ada.zone()).isNull();
  }

  @Test
  void areWrittenAsTheVersionBeforeReadsThemForWhoChoseNothing() {
    assertThat(Json.text(session(null, null))).isEqualTo(OF_THE_VERSION_BEFORE);
  }

  @Test
  void keepWhatAPersonChose() {
    var chosen = session("es", "America/Bogota");

    Person ada = stored(Json.text(chosen)).person();

    assertThat(ada.language()).isEqualTo(Language.SPANISH);
    assertThat(ada.zone()).isEqualTo(ZoneId.of("America/Bogota"));
  }

  @Test
  void areReadAsALaterVersionMayWriteThem() {
    Person ada = stored(OF_THE_VERSION_BEFORE.replace("}", ",\"font\":\"large\"}")).person();

    assertThat(ada.name()).isEqualTo("Ada");
  }

  @Test
  void areNotReadWithoutWhatTheyMustHave() {
    assertThatThrownBy(() -> stored("{\"id\":7}")).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void takeNothingThatThisVersionDoesNotKnow() {
    Person ada = session("tlh", "Mars/Olympus").person();

    assertThat(ada.language()).isNull();
    assertThat(ada.zone()).isNull();
  }

  private static Sessions.Cached session(@Nullable String language, @Nullable String timeZone) {
    Instant end = Instant.parse("2026-11-26T12:00:00Z");
    return new Sessions.Cached(7, "Ada", Person.Role.LEARNER, "c", end, language, timeZone);
  }

  private static Sessions.Cached stored(String json) {
    return Json.stored(json.getBytes(StandardCharsets.UTF_8), Sessions.Cached.class);
  }
}
