package lms.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class JsonLogFormatterTest {
  private final JsonLogFormatter formatter = new JsonLogFormatter();

  @Test
  void writesOneObjectALineWhateverIsInTheMessage() throws IOException {
    LogRecord event = new LogRecord(Level.WARNING, "two\nlines {\"level\":\"forged\"}");
    event.setLoggerName("lms.test");

    String line = formatter.format(event);

    assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
    JsonNode json = new JsonMapper().readTree(line);
    assertThat(json.path("level").asText()).isEqualTo("WARNING");
    assertThat(json.path("logger").asText()).isEqualTo("lms.test");
    assertThat(json.path("message").asText()).isEqualTo(event.getMessage());
    assertThat(json.has("request")).isFalse();
    assertThat(json.has("trace")).isFalse();
  }

  @Test
  void namesTheRequestAndWhereItFailed() throws IOException {
    LogRecord event = new LogRecord(Level.SEVERE, "failed");
    event.setThrown(new IllegalStateException("planted"));

    String line = RequestId.within("r-1", () -> formatter.format(event));

    JsonNode json = new JsonMapper().readTree(line);
    assertThat(json.path("request").asText()).isEqualTo("r-1");
    assertThat(json.path("trace").asText())
        .startsWith("java.lang.IllegalStateException: planted")
        .contains("namesTheRequestAndWhereItFailed");
  }
}
