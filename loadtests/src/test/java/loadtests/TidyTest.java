package loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a formatter doesn't check, about the sources of all modules. */
final class TidyTest {
  private static final int FILE_LINES_MAX = 400;
  private static final int METHOD_LINES_MAX = 70;
  private static final int COLUMNS_MAX = 100;

  private static final Path ROOT = Path.of(System.getProperty("headroom.root", ".."));
  private static final Pattern TYPE =
      Pattern.compile("^\\s*(?:\\w+ )*(?:class|record|interface|enum) .*");
  private static final Pattern TEXT = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");
  private static final String TEXT_BLOCK = "\"\"\"";
  private static final Pattern LEFTOVER =
      Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  private static final List<Source> sources = new ArrayList<>();

  /** A source file, by its path from the root, and its lines. */
  private record Source(Path path, List<String> lines) {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  @BeforeAll
  static void read() throws IOException {
    List<Path> modules;
    try (Stream<Path> folders = Files.list(ROOT)) {
      modules = folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).toList();
    }
    for (Path module : modules) {
      try (Stream<Path> files = Files.walk(module.resolve("src"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          sources.add(new Source(ROOT.relativize(file), Files.readAllLines(file)));
        }
      }
    }
  }

  @Test
  void looksAtEveryModule() {
    assertThat(sources)
        .extracting(source -> source.path().getName(0).toString())
        .contains("lms", "loadtests", "environments", "reports", "chaos", "benchmarks");
  }

  @Test
  void filesAreShort() {
    assertThat(sources)
        .allSatisfy(source -> assertThat(source.lines()).hasSizeLessThanOrEqualTo(FILE_LINES_MAX));
  }

  @Test
  void methodsAreShort() {
    List<String> tooLong = new ArrayList<>();
    for (Source source : sources) {
      longMethods(source.lines(), METHOD_LINES_MAX)
          .forEach(method -> tooLong.add(source.path() + ": " + method));
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void findsMethodsThatAreTooLong() {
    List<String> lines =
        """
        class A {
          void f() {
            a();
            b();
          }
          void g(
              int c) {
            run(() -> {
            });
          }
          void h() {
            a();
          }
          static class B {
            void i() {
              a();
              b();
            }
          }
        }
        """
            .lines()
            .toList();

    assertThat(longMethods(lines, 2))
        .containsExactly("void f() { has 3 lines", "void g( has 4 lines", "void i() { has 3 lines");
  }

  /** Relies on the formatter: a member's last line is a brace as far to the right as its first. */
  private static List<String> longMethods(List<String> lines, int max) {
    List<String> found = new ArrayList<>();
    for (int last = 0; last < lines.size(); last++) {
      int indent = indent(lines.get(last));
      if ((indent == 2 || indent == 4) && lines.get(last).strip().equals("}")) {
        int first = last - 1;
        while (indent(lines.get(first)) > indent) {
          first--;
        }
        String begins = lines.get(first);
        if (last - first > max && !TYPE.matcher(begins).matches()) {
          found.add(begins.strip() + " has " + (last - first) + " lines");
        }
      }
    }
    return found;
  }

  /** An empty line belongs to whatever is around it. */
  private static int indent(String line) {
    return line.isBlank() ? Integer.MAX_VALUE : line.length() - line.stripLeading().length();
  }

  @Test
  void linesAreNarrow() {
    List<String> wide = new ArrayList<>();
    for (Source source : sources) {
      wideLines(source.lines()).forEach(line -> wide.add(source.path() + ": " + line));
    }
    assertThat(wide).isEmpty();
  }

  @Test
  void findsLinesThatAreTooWideButForTheirTexts() {
    String long90 = "x".repeat(90);

    assertThat(
            wideLines(
                List.of(
                    "    int " + long90 + " = 1;",
                    "    // " + long90,
                    "    String text = \"" + long90 + "\" + a;",
                    "    String block = \"\"\"",
                    "        {" + long90 + "}",
                    "        \"\"\";",
                    "    int " + long90 + " = 2;")))
        .containsExactly("    int " + long90 + " = 1;", "    int " + long90 + " = 2;");
  }

  /** Texts stay whole, as the formatter leaves them. */
  private static List<String> wideLines(List<String> lines) {
    List<String> wide = new ArrayList<>();
    boolean inBlock = false;
    for (String line : lines) {
      boolean wasInBlock = inBlock;
      inBlock ^= line.contains(TEXT_BLOCK);
      String code = TEXT.matcher(line).replaceAll("");
      if (!wasInBlock
          && !line.startsWith("import ")
          && code.codePointCount(0, code.length()) > COLUMNS_MAX) {
        wide.add(line);
      }
    }
    return wide;
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(sources)
        .allSatisfy(
            source -> assertThat(source.lines()).noneMatch(line -> LEFTOVER.matcher(line).find()));
  }

  @Test
  void everyPackageSaysWhatItIs() {
    assertThat(sources)
        .allSatisfy(
            source -> {
              Path folder = ROOT.resolve(source.path()).resolveSibling("package-info.java");
              Path main = Path.of(folder.toString().replace("/src/test/", "/src/main/"));
              assertThat(Stream.of(folder, main)).anyMatch(Files::exists);
            });
  }
}
