package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.Reports;
import reports.run.RunFolder;

class ReportsTest {
  private static final List<String> OUTPUTS = List.of("verdict.json", "junit.xml", "index.html");

  @TempDir Path root;
  private Path claims;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void project() throws IOException {
    claims = Files.createDirectories(root.resolve("reports")).resolve("claims.yaml");
    Files.writeString(claims, TestClaims.TEXT);
  }

  private int report(String run) {
    return Reports.report(root, run, print(out), print(err), false);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private RunFolder run() throws IOException {
    return new SyntheticRun(5).write(root.resolve("reports/runs"));
  }

  @Test
  void makesTheSameFilesAgainWhereTheyWereDeleted() throws IOException {
    RunFolder folder = run();
    assertThat(report("latest")).isZero();
    List<byte[]> first = outputs(folder);
    for (String name : OUTPUTS) {
      Files.delete(folder.path().resolve(name));
    }
    assertThat(report(folder.id())).isZero();
    assertThat(outputs(folder)).containsExactlyElementsOf(first);
    assertThat(text(out)).contains("VERIFIED").contains("index.html");
    assertThat(text(err)).isEmpty();
  }

  private static List<byte[]> outputs(RunFolder folder) throws IOException {
    return List.of(
        Files.readAllBytes(folder.path().resolve(OUTPUTS.get(0))),
        Files.readAllBytes(folder.path().resolve(OUTPUTS.get(1))),
        Files.readAllBytes(folder.path().resolve(OUTPUTS.get(2))));
  }

  @Test
  void namesARunThatIsNotThereInOneLine() throws IOException {
    RunFolder folder = run();
    assertThat(report("nothing")).isEqualTo(Reports.USAGE);
    assertThat(text(err))
        .isEqualTo("no run begins with nothing; the newest are " + folder.id() + "\n");
  }

  @Test
  void namesABrokenClaimsFileInsteadOfJudgingByIt() throws IOException {
    run();
    Files.writeString(claims, TestClaims.TEXT.replace("method: census", "method: sensus"));
    assertThat(report("latest")).isEqualTo(Reports.USAGE);
    assertThat(text(err)).contains("claims.yaml line").contains("did you mean census?");
    assertThat(Reports.claims(root, print(out), print(err))).isEqualTo(Reports.USAGE);
  }

  @Test
  void callsARunWhoseRunFileIsNoJsonInvalid() throws IOException {
    RunFolder folder = run();
    Files.writeString(folder.path().resolve("run.json"), "{\"schema\":1,");
    assertThat(report("latest")).isEqualTo(ExitStatus.INVALID);
    assertThat(text(err)).startsWith("INVALID: run.json: ").hasLineCount(1);
  }

  @Test
  void listsTheClaims() {
    assertThat(Reports.claims(root, print(out), print(err))).isZero();
    assertThat(text(out)).contains("no-lost-write").contains("./headroom run rate");
  }
}
