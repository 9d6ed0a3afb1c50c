package reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TidyTest {
  private static final Path MODULE =
      Path.of(System.getProperty("headroom.root", "..")).resolve("reports");

  private static final int LINES_MAX = 400;
  private static final int COLUMNS_MAX = 100;

  private static List<Path> sources(Predicate<Path> which) throws IOException {
    try (Stream<Path> files = Files.walk(MODULE.resolve("src"))) {
      return files.filter(path -> path.toString().endsWith(".java")).filter(which).toList();
    }
  }

  @Test
  void filesAndLinesStayShort() throws IOException {
    for (Path file : sources(_ -> true)) {
      List<String> lines = Files.readAllLines(file);
      assertThat(lines.size()).as(file.toString()).isLessThanOrEqualTo(LINES_MAX);
      // A text block is data, and a formatter leaves a text whole.
      assertThat(lines.stream().filter(line -> line.length() > COLUMNS_MAX && !data(line)))
          .as(file.toString())
          .isEmpty();
    }
  }

  private static boolean data(String line) {
    return line.stripLeading().startsWith("{") || line.stripLeading().startsWith("\"");
  }

  @Test
  void everyPackageSaysWhatItIs() throws IOException {
    for (Path file : sources(path -> path.startsWith(MODULE.resolve("src/main")))) {
      assertThat(file.resolveSibling("package-info.java")).exists();
    }
  }

  @Test
  void nothingIsLeftToDo() throws IOException {
    String marker = "TO" + "DO";
    for (Path file : sources(_ -> true)) {
      assertThat(Files.readString(file)).as(file.toString()).doesNotContain(marker, "FIX" + "ME");
    }
  }

  @Test
  void everyFileOfARunFolderIsExplained() throws IOException {
    assertThat(Files.readString(MODULE.resolve("README.md")))
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
