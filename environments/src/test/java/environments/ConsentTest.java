package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ConsentTest {
  private static final URI TARGET = URI.create("https://learning.example.test");
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @Test
  void readsTheRateThatIsAgreed() {
    Consent consent =
        parsed(
            """
            # agreed with the operators
            headroom-consent: 1
            max-requests-per-second: 50
            expires: 2026-07-01T00:00:00Z
            """);

    assertThat(consent.maxRequestsPerSecond()).hasValue(50);
  }

  @Test
  void refusesWhatIsNoConsent() {
    refuses("", "doesn't say 'headroom-consent: 1'");
    refuses("headroom-consent: 1\nmax-requests-per-second: 50\n", "is no time like");
    refuses(
        "headroom-consent: 1\nmax-requests-per-second: 50\nexpires: 2026-05-01T00:00:00Z\n",
        "expired at 2026-05-01T00:00:00Z");
    refuses(
        "headroom-consent: 1\nmax-requests-per-second: 0\nexpires: 2026-07-01T00:00:00Z\n",
        "is no number above 0");
    refuses("<html>welcome</html>", "has the line '<html>welcome</html>'");
  }

  private static void refuses(String document, String why) {
    assertThatThrownBy(() -> parsed(document))
        .isInstanceOf(EnvironmentUnavailable.class)
        .hasMessageContaining(why)
        .hasMessageContaining("/.well-known/headroom-consent");
  }

  private static Consent parsed(String document) {
    return Consent.parse(TARGET, document, NOW);
  }
}
