package lms.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which numbers of a request are whole ones. */
final class JsonTest {
  record Sent(int seconds, List<Long> questions) {}

  private static Sent sent(String number) {
    String body = "{\"seconds\":%s,\"questions\":[%s]}".formatted(number, number);
    return Json.request(body.getBytes(StandardCharsets.UTF_8), Sent.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"50", "50.0", "50e0", "5E1", "500e-1"})
  void readsAWholeNumberHoweverItIsWritten(String number) {
    assertThat(sent(number)).isEqualTo(new Sent(50, List.of(50L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "50.5",
        "\"50\"",
        "true",
        "null",
        "{}",
        "[50]",
        "1e999999999",
        "-1e999999999",
        "1e-999999999",
        "2147483648",
        "99999999999999999999"
      })
  void refusesWhatIsNoneOrDoesNotFitByASentenceWithoutItsLibrary(String number) {
    assertThatThrownBy(() -> sent(number))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("The body is not the JSON expected here: ")
        .hasMessageNotContainingAny("Coercion", "jackson", "Deserializ");
  }
}
