package loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README and guides point at is there. */
final class GuidesTest {
  private static final Path ROOT = Path.of(System.getProperty("headroom.root", ".."));
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]+)");

  /** Of the project itself, not of what runs leave. */
  private static final Pattern FILE =
      Pattern.compile(
          "`(?!reports/(?:runs|proofs)/)((?:lms|loadtests|reports|environments|docs)/[\\w/-]+"
              + "(?:\\.\\w+|/))`");

  @Test
  void linksLeadSomewhere() throws IOException {
    for (Path guide : guides()) {
      assertThat(found(LINK, guide))
          .as(guide.toString())
          .allSatisfy(link -> assertThat(guide.resolveSibling(link)).exists());
    }
  }

  @Test
  void filesThatAreNamedExist() throws IOException {
    for (Path guide : guides()) {
      assertThat(found(FILE, guide))
          .as(guide.toString())
          .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    }
  }

  @Test
  void everyKindOfUserHasAGuide() throws IOException {
    assertThat(guides().stream().map(ROOT::relativize).map(Path::toString))
        .contains(
            "docs/operating.md",
            "docs/writing-profiles.md",
            "docs/ci.md",
            "docs/reading-a-report.md");
  }

  private static List<Path> guides() throws IOException {
    List<Path> guides = new ArrayList<>();
    guides.add(ROOT.resolve("README.md"));
    try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(guides::add);
    }
    return guides;
  }

  private static List<String> found(Pattern pattern, Path guide) throws IOException {
    return pattern.matcher(Files.readString(guide)).results().map(match -> match.group(1)).toList();
  }
}
