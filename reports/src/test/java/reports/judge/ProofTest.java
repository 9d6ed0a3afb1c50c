package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.Reports;
import reports.claims.Claim;
import reports.claims.Claims;
import reports.proof.ClaimProof;
import reports.proof.Proof;
import reports.run.Ending;
import reports.run.ProofFolder;
import reports.run.ProofRuns.Step;
import reports.run.WrittenProof;

/** What several runs say together, from their folders to the exit status. */
class ProofTest {
  private static final List<String> JUDGED =
      List.of("users", "rate", "response", "errors", "no-lost-write");

  @TempDir Path root;
  private long seed;

  @BeforeEach
  void project() throws IOException {
    Path claims = Files.createDirectories(root.resolve("reports")).resolve("claims.yaml");
    Files.writeString(claims, TestClaims.TEXT);
  }

  private Step run(Consumer<SyntheticRun> planted) throws IOException {
    SyntheticRun run = new SyntheticRun(++seed);
    planted.accept(run);
    return step(0, run.write(root.resolve("reports/runs")).id());
  }

  private static Step step(@Nullable Integer status, @Nullable String run) {
    return new Step("pod", "embedded", "./headroom run pod", JUDGED, status, run);
  }

  /** One request in 50 fails: errors are refuted, and times are as they were. */
  private static void failing(SyntheticRun run) {
    run.failure = (draw, _, _) -> draw.nextInt(50) == 0;
  }

  private static void weaklyHashed(SyntheticRun run) {
    run.environment.put("hash", SyntheticRun.argon(1024));
  }

  /** Too few requests for any verdict on errors. */
  private static void tooShort(SyntheticRun run) {
    run.usersSeconds = 10;
    run.rateSeconds = 5;
  }

  private static void onOtherData(SyntheticRun run) {
    run.environment.put("size", "small");
  }

  private ProofFolder proof(Ending ending, Step... steps) {
    return WrittenProof.in(
        root.resolve("reports/proofs"),
        "embedded",
        SyntheticRun.BEGIN,
        SyntheticRun.BEGIN + 600_000,
        ending,
        steps);
  }

  private Proof proven(Step... steps) {
    return proven(proof(Ending.FINISHED, steps));
  }

  private Proof proven(ProofFolder folder) {
    Claims claims = TestClaims.claims();
    return Proof.of(folder, claims, run -> Judge.judge(run, claims));
  }

  private static ClaimProof claim(Proof proof, String id) {
    return proof.claims().stream()
        .filter(each -> each.claim().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static void assertVerdict(Proof proof, String id, String words, Step by) {
    ClaimProof claim = claim(proof, id);
    assertThat(claim.verdict().words()).as(claim.verdict().reason()).isEqualTo(words);
    assertThat(claim.by()).as(id).isNotNull().extracting(run -> run.id()).isEqualTo(by.run());
  }

  @Test
  void whatOneRunRefutesNoOtherVerifies() throws IOException {
    Step bad = run(ProofTest::failing);
    Step good = run(_ -> {});
    for (Proof proof : List.of(proven(bad, good), proven(good, bad))) {
      assertVerdict(proof, "errors", "REFUTED", bad);
      assertThat(claim(proof, "errors").others())
          .singleElement()
          .satisfies(other -> assertThat(other.verdict().words()).isEqualTo("VERIFIED"));
      assertThat(proof.exitStatus()).isEqualTo(ExitStatus.REFUTED);
    }
  }

  @Test
  void whatDecidesNothingHidesNeither() throws IOException {
    Step good = run(_ -> {});
    Step bad = run(ProofTest::failing);
    Step invalid = run(ProofTest::weaklyHashed);
    Step undecided = run(ProofTest::tooShort);
    Step elsewhere = run(ProofTest::onOtherData);
    assertVerdict(proven(good, invalid, undecided, elsewhere), "rate", "VERIFIED", good);
    assertVerdict(proven(bad, invalid, undecided, elsewhere), "errors", "REFUTED", bad);
    Proof nothing = proven(undecided, invalid);
    assertVerdict(nothing, "errors", "NOT PROVEN", undecided);
    assertVerdict(proven(invalid, elsewhere), "rate", "INVALID", invalid);
    assertVerdict(proven(elsewhere), "rate", "OUT OF SCOPE", elsewhere);
  }

  @Test
  void ofEqualsTheNewestCounts() throws IOException {
    Step first = run(_ -> {});
    Step second = run(_ -> {});
    assertVerdict(proven(first, second), "rate", "VERIFIED", second);
  }

  @Test
  void aRunThatDoesNotStartIsListedAndHidesNothing() throws IOException {
    Step missing = step(69, null);
    Step good = run(_ -> {});
    Proof proof = proven(missing, good);
    assertVerdict(proof, "rate", "VERIFIED", good);
    assertThat(proof.notes())
        .containsExactly("No result of pod in embedded: something was not to be had (status 69).");
    assertThat(proof.exitStatus()).as("all that was asked was not done").isEqualTo(69);

    Proof alone = proven(missing);
    assertVerdict(alone, "rate", "NOT PROVEN", missing);
    assertThat(claim(alone, "rate").verdict().reason()).contains("something was not to be had");
    assertThat(alone.exitStatus()).isEqualTo(ExitStatus.NOT_PROVEN);
  }

  @Test
  void aClaimThatNoRunWasMadeForSaysWhatWouldJudgeIt() throws IOException {
    Proof proof = proven(run(_ -> {}));
    assertThat(claim(proof, "headroom").by()).isNull();
    assertThat(claim(proof, "headroom").verdict())
        .isEqualTo(
            new Verdict.OutOfScope(
                "No run of this proof was made to judge it.", "./headroom run headroom"));
    assertThat(proof.exitStatus()).isZero();

    Claims unbuilt =
        Claims.parse("claims.yaml", TestClaims.TEXT.replace("built: true", "built: false"));
    ProofFolder empty = proof(Ending.FINISHED);
    assertThat(Proof.of(empty, unbuilt, run -> Judge.judge(run, unbuilt)).claims())
        .allSatisfy(
            each -> assertThat(each.verdict().reason()).isEqualTo("Nothing can judge it yet."));
  }

  @Test
  void aProofOfAllEnvironmentsDoesNotSendItsReaderToOneOfThem() {
    ProofFolder everywhere =
        WrittenProof.in(
            root.resolve("reports/proofs"), "all", SyntheticRun.BEGIN, null, Ending.FINISHED);
    assertThat(claim(proven(everywhere), "headroom").verdict().reason())
        .isEqualTo("No run of this proof was made to judge it.");
  }

  @Test
  void aRunWhoseFolderIsGoneOrDamagedIsInvalidAndHidesNothing() throws IOException {
    Step good = run(_ -> {});
    Step gone = step(0, "20250101T000000Z-pod-0123456");
    assertVerdict(proven(gone, good), "rate", "VERIFIED", good);
    Proof alone = proven(gone);
    assertVerdict(alone, "rate", "INVALID", gone);
    assertThat(claim(alone, "rate").verdict().reason())
        .isEqualTo(
            "The evidence of its run can't be read: 20250101T000000Z-pod-0123456 is not a run"
                + " folder: it holds no run.json.");
    assertThat(alone.exitStatus()).isEqualTo(ExitStatus.INVALID);
    Files.writeString(root.resolve("reports/runs/" + good.run() + "/run.json"), "{\"schema\":1,");
    assertVerdict(proven(good), "rate", "INVALID", good);
  }

  @Test
  void anInterruptedProofShowsWhatThereIs() throws IOException {
    Step good = run(_ -> {});
    Proof proof = proven(proof(Ending.INTERRUPTED, good, step(null, null)));
    assertVerdict(proof, "rate", "VERIFIED", good);
    assertThat(proof.notes()).hasSize(2).first().asString().contains("interrupted");
    assertThat(proof.exitStatus()).isEqualTo(130);
  }

  @Test
  void makesTheSameFilesAgainFromTheRunsAlone() throws IOException {
    ProofFolder folder = proof(Ending.FINISHED, run(ProofTest::failing), step(69, null));
    List<String> names = List.of("prove.json", "junit.xml", "index.html");
    var out = new ByteArrayOutputStream();
    int status = Reports.prove(root, folder.id(), print(out), print(out), false);
    assertThat(status).as(out.toString(StandardCharsets.UTF_8)).isEqualTo(ExitStatus.REFUTED);
    byte[] printed = out.toByteArray();
    List<String> first = new ArrayList<>();
    for (String name : names) {
      first.add(Files.readString(folder.path().resolve(name)));
      Files.delete(folder.path().resolve(name));
    }
    out.reset();
    assertThat(Reports.prove(root, "latest", print(out), print(out), false)).isEqualTo(status);
    assertThat(out.toByteArray()).isEqualTo(printed);
    for (int i = 0; i < names.size(); i++) {
      assertThat(folder.path().resolve(names.get(i))).hasContent(first.get(i));
    }
  }

  @Test
  void namesAProofThatIsNotThereInOneLine() throws IOException {
    ProofFolder folder = proof(Ending.FINISHED, run(_ -> {}));
    var err = new ByteArrayOutputStream();
    assertThat(Reports.prove(root, "nothing", print(err), print(err), false))
        .isEqualTo(Reports.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("no proof begins with nothing; the newest are " + folder.id() + "\n");
  }

  @Test
  void everyClaimStandsInTheTableOnce() throws IOException {
    Proof proof = proven(run(_ -> {}), run(ProofTest::failing));
    assertThat(proof.claims().stream().map(each -> each.claim()).map(Claim::id))
        .containsExactlyElementsOf(TestClaims.claims().all().stream().map(Claim::id).toList());
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
