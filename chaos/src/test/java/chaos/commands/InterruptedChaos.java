package chaos.commands;

import static org.assertj.core.api.Assertions.assertThat;

import chaos.undo.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import loadtests.settings.ProjectRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program that makes all experiments, told to end while load is sent. */
@Timeout(240)
final class InterruptedChaos {
  private static final int TERMINATED = 143;
  private static final long ENDING_SECONDS = 60;

  @TempDir private Path folder;

  @Test
  void endsSoonSaysWhatWasMadeAndLeavesNothing() throws Exception {
    Path output = folder.resolve("output");
    Process program = start(output);
    try {
      await(program, output, "warm-up 0:0");
      List<ProcessHandle> children = program.descendants().toList();
      program.destroy();

      assertThat(program.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)).as("it ended").isTrue();
      assertThat(program.exitValue()).as(Files.readString(output)).isEqualTo(TERMINATED);
      assertThat(Files.readString(output))
          .contains("The run was interrupted")
          .containsPattern("no-fault +interrupted")
          .containsPattern("run all --from no-fault .*goes on");
      assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
      assertThat(journals(program.pid())).isEmpty();
    } finally {
      program.destroyForcibly();
    }
  }

  private Process start(Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-D" + ProjectRoot.PROPERTY + "=" + ProjectRoot.find(),
            "-D" + ProjectRoot.RUNS_PROPERTY + "=" + folder.resolve("runs"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "chaos.Headroom",
            "chaos",
            "run",
            "all")
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static void await(Process program, Path output, String text) throws Exception {
    while (!Files.readString(output).contains(text)) {
      assertThat(program.isAlive()).as(Files.readString(output)).isTrue();
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Journals that a process has left. */
  private static List<Path> journals(long pid) throws IOException {
    Path all = Journal.folder();
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(all)) {
      return files.filter(file -> file.getFileName().toString().startsWith(pid + "-")).toList();
    }
  }
}
