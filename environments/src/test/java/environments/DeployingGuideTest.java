package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of docs/deploying.md, as far as that goes without a cluster. */
class DeployingGuideTest {
  private static final Path ROOT = ProjectRoot.locate().path();
  private static final Path GUIDE = ROOT.resolve("docs/deploying.md");
  private static final String INSTALL = "helm upgrade --install lms environments/helm/lms ";

  private final Chart chart = Chart.ofTheProject();

  /** What an installation gives to the chart. */
  record Installation(List<Path> files, Map<String, String> set) {
    static Installation of(String command) {
      List<Path> files = new ArrayList<>();
      Map<String, String> set = new LinkedHashMap<>();
      List<String> words = List.of(command.strip().replace("'", "").split(" +", -1));
      for (int word = 0; word < words.size() - 1; word++) {
        String value = words.get(word + 1);
        switch (words.get(word)) {
          case "--values" -> files.add(ROOT.resolve(value));
          case "--set" -> set.put(value.replaceFirst("=.*", ""), value.replaceFirst("[^=]*=", ""));
          default -> {
            // Where to, and how long to wait.
          }
        }
      }
      return new Installation(files, set);
    }
  }

  @ParameterizedTest
  @MethodSource("installations")
  void givesTheChartAllThatItNeeds(Installation installation) {
    assertThat(chart.rendered(installation.files(), installation.set()))
        .contains("kind: Deployment", "image: headroom/lms:" + chart.appVersion());
  }

  @Test
  void hasACommandForEachValuesFile() {
    assertThat(installations().flatMap(each -> each.files().stream()).map(Path::getFileName))
        .extracting(Path::toString)
        .containsExactlyInAnyOrder("values-dev.yaml", "values-staging.yaml", "values-prod.yaml");
    assertThat(installations().filter(each -> each.files().isEmpty())).hasSize(1);
  }

  @Test
  void leavesNothingOutThatTheChartCanDoWithout() {
    Installation own = installations().filter(each -> each.files().isEmpty()).findFirst().get();
    for (String needed : List.of("database.url", "database.password", "redisUrl")) {
      Map<String, String> less = new LinkedHashMap<>(own.set());
      less.remove(needed);
      assertThatThrownBy(() -> chart.rendered(List.of(), less)).hasMessageContaining(needed);
    }
    assertThatThrownBy(() -> chart.rendered(List.of(), Map.of()))
        .hasMessageContaining("missing: database.url (jdbc:mysql://HOST:3306/lms),")
        .hasMessageContaining("database.password, redisUrl (redis://HOST:6379);");
  }

  @Test
  void namesTheImageThatTheChartAsksFor() throws IOException {
    assertThat(Files.readString(GUIDE)).contains("headroom/lms:" + chart.appVersion());
    assertThat(Files.readString(ROOT.resolve("pom.xml")))
        .contains("<version>" + chart.appVersion() + "</version>");
  }

  static Stream<Installation> installations() {
    try {
      return Files.readString(GUIDE)
          .replace("\\\n", "")
          .lines()
          .filter(line -> line.startsWith("    " + INSTALL))
          .map(Installation::of);
    } catch (IOException e) {
      throw new AssertionError(GUIDE + " can't be read", e);
    }
  }
}
