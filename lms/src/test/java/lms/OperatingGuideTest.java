package lms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lms.platform.Figures;
import org.junit.jupiter.api.Test;

/** Whether docs/operating.md tells operators of every setting and every figure, and of no other. */
final class OperatingGuideTest {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("headroom.root"), "headroom.root"));

  private static final Pattern SETTING =
      Pattern.compile("(?m)^\\| `(LMS_[A-Z_]+)` \\| (\\S+) \\| ([^|]+) \\| [^|]+ \\|$");
  private static final Pattern RANGE = Pattern.compile("(\\d+) to (\\d+)");
  private static final Pattern NAME_IN_CODE = Pattern.compile("\"(lms_[a-z_]+)\"");

  private static final Map<String, String> LEAST =
      Map.of(
          "LMS_DATABASE_URL", "jdbc:mysql://127.0.0.1/lms",
          "LMS_DATABASE_USER", "lms",
          "LMS_DATABASE_PASSWORD", "secret");

  @Test
  void namesEverySettingWithItsDefault() throws IOException {
    Map<String, String> wanted = new TreeMap<>();
    LmsConfig.DEFAULTS.forEach(
        (name, value) -> wanted.put(name, value.isEmpty() ? "none" : '`' + value + '`'));
    wanted.put(LmsConfig.PASSWORD_FILE, "none");

    Map<String, String> told = new TreeMap<>();
    matches(SETTING, guide()).forEach(row -> told.put(row.group(1), row.group(2)));

    assertThat(told).isEqualTo(wanted);
  }

  @Test
  void tellsTheRangesThatTheProcessAccepts() throws IOException {
    int ranges = 0;
    for (MatchResult row : matches(SETTING, guide()).toList()) {
      Matcher range = RANGE.matcher(row.group(3));
      if (range.find()) {
        ranges++;
        long least = Long.parseLong(range.group(1));
        long most = Long.parseLong(range.group(2));
        LmsConfig.of(with(row.group(1), least));
        LmsConfig.of(with(row.group(1), most));
        assertRefused(row.group(1), least - 1);
        assertRefused(row.group(1), most + 1);
      }
    }
    assertThat(ranges).isEqualTo(10);
  }

  private static void assertRefused(String name, long value) {
    assertThatThrownBy(() -> LmsConfig.of(with(name, value)))
        .isInstanceOf(LmsConfig.WrongSetting.class)
        .hasMessageContaining(name);
  }

  private static Map<String, String> with(String name, long value) {
    Map<String, String> environment = new TreeMap<>(LEAST);
    environment.put(name, Long.toString(value));
    return environment;
  }

  @Test
  void namesEveryFigureThatTheCodeCounts() throws IOException {
    Set<String> counted = new TreeSet<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve("lms/src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        matches(NAME_IN_CODE, Files.readString(file)).forEach(name -> counted.add(name.group(1)));
      }
    }
    counted.removeAll(Set.of("lms_session", "lms_device")); // The cookies.

    assertThat(Figures.all())
        .extracting(Figures.Figure::name)
        .containsExactlyInAnyOrderElementsOf(counted);
  }

  /** Makes the table where it is not as it should be, and says so: look at it and keep it. */
  @Test
  void hasACurrentTableOfAllFigures() throws IOException {
    Path file = ROOT.resolve("docs/metrics.md");
    String wanted = table();
    String is = Files.exists(file) ? Files.readString(file) : "";
    if (!is.equals(wanted)) {
      Files.writeString(file, wanted);
    }

    assertThat(is).as("docs/metrics.md, which is now made anew of metrics.txt").isEqualTo(wanted);
    assertThat(Figures.all()).hasSizeGreaterThanOrEqualTo(40);
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder(
            """
            # Metrics

            Made of `lms/src/main/resources/metrics.txt` by OperatingGuideTest; change that file and run the test.
            A histogram has `_bucket`, `_count` and `_sum`; times are in seconds. `/api/metrics?module=` takes each module here, `business` (users, courses, videos, exams, mail) and `system` (the others).

            | module | name | kind | what it says |
            |---|---|---|---|
            """);
    for (Figures.Figure figure : Figures.all()) {
      table.append(
          "| %s | `%s` | %s | %s |\n"
              .formatted(figure.module(), figure.name(), figure.kind(), figure.says()));
    }
    return table.toString();
  }

  private static String guide() throws IOException {
    return Files.readString(ROOT.resolve("docs/operating.md"));
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }
}
