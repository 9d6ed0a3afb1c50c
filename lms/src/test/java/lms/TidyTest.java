package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a formatter doesn't check about this module's sources. */
final class TidyTest {
  private static final int FILE_LINES_MAX = 400;
  private static final int METHOD_LINES_MAX = 70;
  private static final int COLUMNS_MAX = 100;

  private static final Pattern TYPE =
      Pattern.compile("^\\s*(?:\\w+ )*(?:class|record|interface|enum) .*");
  private static final Pattern LEFTOVER = Pattern.compile("\\b(?:TODO|FIXME|XXX)\\b");

  private static final Path SOURCES = root().resolve("lms/src");

  private static Path root() {
    return Path.of(Objects.requireNonNull(System.getProperty("headroom.root"), "headroom.root"));
  }

  @Test
  void filesAreShort() {
    assertThat(sources())
        .allSatisfy(file -> assertThat(lines(file)).hasSizeLessThanOrEqualTo(FILE_LINES_MAX));
  }

  @Test
  void methodsAreShort() {
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources()) {
      tooLong.addAll(
          longMethods(lines(file), METHOD_LINES_MAX).stream().map(m -> file + ": " + m).toList());
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void findsAMethodThatIsTooLong() {
    List<String> lines =
        List.of(
            "class A {", "  void f() {", "    a();", "    b();", "  }", "  void g() {", "  }", "}");

    assertThat(longMethods(lines, 2)).containsExactly("void f() { has 3 lines");
  }

  /** Relies on the formatter: a member's last line is a brace as far to the right as its first. */
  private static List<String> longMethods(List<String> lines, int max) {
    List<String> found = new ArrayList<>();
    for (int first = 0; first < lines.size(); first++) {
      String line = lines.get(first);
      int indent = line.length() - line.stripLeading().length();
      boolean member = (indent == 2 || indent == 4) && line.contains("(") && line.endsWith("{");
      if (member && !TYPE.matcher(line).matches()) {
        int last = lines.subList(first, lines.size()).indexOf(" ".repeat(indent) + "}");
        if (last > max) {
          found.add(line.strip() + " has " + last + " lines");
        }
      }
    }
    return found;
  }

  @Test
  void linesAreNarrow() {
    assertThat(sources())
        .allSatisfy(
            file ->
                assertThat(lines(file))
                    .filteredOn(line -> !line.startsWith("import "))
                    .allMatch(line -> line.codePointCount(0, line.length()) <= COLUMNS_MAX));
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(sources())
        .filteredOn(file -> !file.endsWith("TidyTest.java"))
        .allSatisfy(
            file -> assertThat(lines(file)).noneMatch(line -> LEFTOVER.matcher(line).find()));
  }

  @Test
  void everyPackageSaysWhatItIs() {
    Stream<Path> folders = sources().stream().map(Path::getParent).distinct();
    assertThat(folders)
        .allSatisfy(
            folder -> {
              Path main = Path.of(folder.toString().replace("/src/test/", "/src/main/"));
              assertThat(Stream.of(folder, main).map(place -> place.resolve("package-info.java")))
                  .anyMatch(Files::exists);
            });
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
