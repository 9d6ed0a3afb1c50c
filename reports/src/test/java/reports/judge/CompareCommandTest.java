package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.Reports;
import reports.run.RunFolder;

/** The command from run folders to exit status. */
class CompareCommandTest {
  @TempDir Path root;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private RunFolder run(long seed, Consumer<SyntheticRun> planted) throws IOException {
    SyntheticRun run = new SyntheticRun(seed);
    run.latency = (draw, _, _) -> 80 + draw.nextInt(40);
    planted.accept(run);
    return run.write(root.resolve("reports/runs"));
  }

  private int compare(RunFolder a, RunFolder b) {
    return Reports.compare(root, a.id(), b.id(), print(out), print(err), false);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void showsNoDifferenceBetweenTwoRunsOfOneSystem() throws IOException {
    assertThat(compare(run(1, _ -> {}), run(2, _ -> {}))).as(text(out) + text(err)).isZero();
    assertThat(text(out)).startsWith("No difference is shown.").contains("no difference");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void showsASlowdownOfTwentyPercentAndWritesItAsJson() throws IOException {
    RunFolder before = run(1, _ -> {});
    RunFolder after =
        run(2, slow -> slow.latency = (draw, _, _) -> (int) (1.2 * (80 + draw.nextInt(40))));
    assertThat(compare(before, after)).as(text(out) + text(err)).isEqualTo(1);
    assertThat(text(out)).startsWith("B is worse than A.").contains("slower");
    try (Stream<Path> files = Files.list(root.resolve("reports/comparisons"))) {
      assertThat(files)
          .singleElement()
          .satisfies(
              file ->
                  assertThat(Files.readString(file))
                      .contains("\"exitStatus\" : 1", "\"outcome\" : \"slower\""));
    }
  }

  @Test
  void showsARiseOfErrors() throws IOException {
    RunFolder before = run(1, _ -> {});
    RunFolder after = run(2, failing -> failing.failure = (draw, _, _) -> draw.nextInt(50) == 0);
    assertThat(compare(before, after)).isEqualTo(1);
    assertThat(text(out)).contains("more errors");
  }

  @Test
  void refusesWhatIsNotThereOrNotAlikeInOneLine() throws IOException {
    RunFolder before = run(1, _ -> {});
    RunFolder other = run(2, small -> small.environment.put("size", "small"));
    assertThat(compare(before, other)).isEqualTo(Reports.USAGE);
    assertThat(text(err)).contains("the size of the data is large in A and small in B");
    err.reset();
    assertThat(compare(before, before)).isEqualTo(Reports.USAGE);
    assertThat(text(err)).isEqualTo(before.id() + " is both runs; two are compared\n");
    err.reset();
    assertThat(Reports.compare(root, "none", before.id(), print(out), print(err), false))
        .isEqualTo(Reports.USAGE);
    assertThat(text(err)).startsWith("no run begins with none").hasLineCount(1);
  }

  @Test
  void callsADamagedRunInvalid() throws IOException {
    RunFolder before = run(1, _ -> {});
    RunFolder after = run(2, _ -> {});
    Files.writeString(after.path().resolve("events.jsonl"), "{}\n");
    assertThat(compare(before, after)).isEqualTo(ExitStatus.INVALID);
    assertThat(text(err)).contains("INVALID: the evidence of " + after.id()).hasLineCount(1);
  }
}
