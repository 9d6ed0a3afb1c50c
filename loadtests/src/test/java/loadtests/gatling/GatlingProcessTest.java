package loadtests.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatlingProcessTest {
  /** Gatling does not say that it knows nothing of a property. */
  @Test
  void howLongConnectionsAreKeptIsASettingOfGatlings() {
    Config defaults = ConfigFactory.parseResources("gatling-defaults.conf");

    assertThat(defaults.getInt(GatlingProcess.CONNECTION_KEPT)).isEqualTo(60_000);
  }

  @ParameterizedTest
  @CsvSource({"200,0", "201,1", "202,2", "203,3", "64,64", "69,69", "130,130", "143,130"})
  void theStatusOfTheProcessSaysHowTheRunEnded(int ofProcess, int meaning) {
    assertThat(GatlingProcess.meaning(ofProcess)).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2", "137", "204"})
  void aProcessThatEndsWithoutAVerdictIsNeverAPass(int ofProcess) {
    assertThat(GatlingProcess.meaning(ofProcess)).isEqualTo(GatlingProcess.CRASHED);
  }
}
