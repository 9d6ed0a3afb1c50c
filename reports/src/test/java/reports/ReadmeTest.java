package reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the module's README has to say. */
class ReadmeTest {
  private static final Path README =
      Path.of(System.getProperty("headroom.root", "..")).resolve("reports").resolve("README.md");

  @Test
  void explainsEveryFileOfARunFolder() throws IOException {
    assertThat(Files.readString(README))
        .contains(
            "run.json",
            "host.json",
            "simulation.log",
            "generator.jsonl",
            "system.jsonl",
            "events.jsonl",
            "autoscaling.jsonl",
            "ledger.jsonl",
            "audit.json",
            "verdict.json",
            "junit.xml",
            "index.html",
            "claims.yaml");
  }
}
