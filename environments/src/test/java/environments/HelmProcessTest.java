package environments;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HelmProcessTest {
  @TempDir private Path work;

  @Test
  void saysInHelmsWordsWhatFailed() throws IOException {
    Path nowhere =
        Files.writeString(
            work.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:9"}}]
            users: [{name: u, user: {}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            """);
    Path values = Files.writeString(work.resolve("values.json"), "{}");
    try (var children = new Children()) {
      var helm = new HelmProcess(children, work);
      assertThatThrownBy(() -> helm.apply(nowhere, "lms", values))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("127.0.0.1:9");
    }
  }
}
