package lms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LmsConfigTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "LMS_DATABASE_URL", "jdbc:mysql://127.0.0.1/lms",
          "LMS_DATABASE_USER", "lms",
          "LMS_DATABASE_PASSWORD", "secret");

  @TempDir private Path folder;

  @Test
  void needsOnlyTheDatabase() {
    LmsConfig config = LmsConfig.of(LEAST);

    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.database().poolSize()).isEqualTo(20);
    assertThat(config.hashingThreads()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void leavesTheEnvironmentsOtherNamesAlone() {
    assertThat(LmsConfig.of(with("PATH", "/bin")).port()).isEqualTo(8080);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LMS_HTTP_PORT         | http              | a number from 0 to 65535
          LMS_HTTP_PORT         | 65536             | a number from 0 to 65535
          LMS_HTTP_PORT         | -1                | a number from 0 to 65535
          LMS_DATABASE_POOL     | 0                 | a number from 1 to 200
          LMS_DATABASE_URL      | mysql://127.0.0.1 | jdbc:mysql://HOST:PORT/DATABASE
          LMS_REDIS_URL         | 127.0.0.1:6379    | redis://HOST:PORT
          LMS_REDIS_URL         | redis://          | redis://HOST:PORT
          LMS_REDIS_URL         | redis://a b       | redis://HOST:PORT
          LMS_HASHING_QUEUE     | many              | a number from 1 to 10000
          LMS_DRAIN_SECONDS     | 601               | a number from 0 to 600
          LMS_QUIZ_STARTS       | 0                 | a number from 1 to 100000
          LMS_SECURE_COOKIES    | yes               | true or false
          LMS_LISTEN_EARLY      | late              | true or false
          LMS_DATABASE_PASSWORD | ''                | is missing
          LMS_HTTP_PROT         | 8081              | LMS_HTTP_PORT
          """)
  void namesASettingThatIsWrongAndWhatWouldBeRight(String name, String value, String right) {
    assertThatThrownBy(() -> LmsConfig.of(with(name, value)))
        .isInstanceOf(LmsConfig.WrongSetting.class)
        .hasMessageContaining(name)
        .hasMessageContaining(right)
        .hasMessageNotContaining("\n");
  }

  @Test
  void neverRepeatsASecret() {
    assertThatThrownBy(() -> LmsConfig.of(with("LMS_REDIS_URL", "http://:pa55word@host:1")))
        .hasMessageContaining("LMS_REDIS_URL")
        .hasMessageNotContaining("pa55word");
  }

  @Test
  void readsThePasswordFromAFileThatTheSettingNames() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "from a file\n");
    Map<String, String> environment = with("LMS_DATABASE_PASSWORD_FILE", file.toString());
    assertThatThrownBy(() -> LmsConfig.of(environment)).hasMessageContaining("both given");

    environment.remove("LMS_DATABASE_PASSWORD");
    assertThat(LmsConfig.of(environment).database().password()).isEqualTo("from a file");

    Files.delete(file);
    assertThatThrownBy(() -> LmsConfig.of(environment))
        .isInstanceOf(LmsConfig.WrongSetting.class)
        .hasMessage("LMS_DATABASE_PASSWORD_FILE is \"" + file + "\", which can't be read");
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> environment = new TreeMap<>(LEAST);
    environment.put(name, value);
    return environment;
  }
}
