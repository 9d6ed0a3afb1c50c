package loadtests.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import loadtests.settings.LoadSettings;
import loadtests.settings.SettingRefused;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
  private static LoadSettings settings(int users, int injectors) {
    return LoadSettings.of(
        Map.of(
            "profile",
            "learners",
            "users",
            Integer.toString(users),
            "injectors",
            Integer.toString(injectors)));
  }

  @Test
  void asManyLearnersAsTheLimitLeavesRoomForAreRight() {
    assertThatCode(() -> OpenFiles.require(settings(19_000, 1), 20_000)).doesNotThrowAnyException();
    assertThatCode(() -> OpenFiles.require(settings(20_000, 2), 20_000)).doesNotThrowAnyException();
  }

  @Test
  void oneMoreIsRefusedWithTheNumberOfInjectorsThatWouldDo() {
    assertThatThrownBy(() -> OpenFiles.require(settings(19_001, 1), 20_000))
        .isInstanceOf(SettingRefused.class)
        .hasMessage(
            "an injector with 19,001 learners needs 20,001 open files, and this process may have"
                + " 20,000; --injectors 2 would do");
    assertThatThrownBy(() -> OpenFiles.require(settings(100_000, 2), 20_000))
        .hasMessageContaining("an injector with 50,000 learners")
        .hasMessageEndingWith("--injectors 6 would do");
  }

  @Test
  void theNumberThatWouldDoDoes() {
    for (int users : new int[] {19_001, 38_000, 38_001, 57_001, 99_999}) {
      String message = refusal(users);
      int enough = Integer.parseInt(message.replaceAll(".*--injectors (\\d+) would do", "$1"));
      assertThatCode(() -> OpenFiles.require(settings(users, enough), 20_000))
          .doesNotThrowAnyException();
      assertThatThrownBy(() -> OpenFiles.require(settings(users, enough - 1), 20_000))
          .isInstanceOf(SettingRefused.class);
    }
  }

  private static String refusal(int users) {
    try {
      OpenFiles.require(settings(users, 1), 20_000);
    } catch (SettingRefused e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("not refused: " + users);
  }

  @Test
  void whereTheLimitIsTooLowForAnyTheWayOutIsToRaiseIt() {
    assertThatThrownBy(() -> OpenFiles.require(settings(40, 1), 256))
        .hasMessageEndingWith("this process may have 256; ulimit -n raises it");
  }

  @Test
  void theLimitOfThisProcessIsKnown() {
    assertThat(OpenFiles.limit()).isPresent();
    assertThat(OpenFiles.limit().getAsLong()).isPositive();
  }
}
