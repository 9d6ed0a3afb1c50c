package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.claims.Claims;
import reports.run.Run;

/** A claim about the whole platform, on cores of its own and on shared ones. */
class SharedCoresTest {
  @TempDir Path runs;
  private final SyntheticRun run = new SyntheticRun(1);

  private Judgement judged() throws IOException {
    String claims =
        TestClaims.TEXT
            .replace("pods: 1, ", "")
            .replace("ownCores: true", "provenOnOwnCores: true");
    run.environment.put("pods", 2);
    run.claims = List.of("users", "rate");
    return Judge.judge(run.write(runs), Claims.parse("claims.yaml", claims));
  }

  private List<String> verdicts() throws IOException {
    return judged().ofTheProfile().stream().map(each -> each.verdict().words()).toList();
  }

  @Test
  void onCoresOfItsOwnItIsJudgedAsMeasured() throws IOException {
    assertThat(verdicts()).containsExactly("VERIFIED", "VERIFIED");
    run.latency = (draw, _, _) -> 100 + draw.nextInt(200);
    assertThat(verdicts()).containsExactly("REFUTED", "REFUTED");
  }

  @Test
  void onSharedCoresNothingIsProvenAndWhatWasMeasuredIsSaid() throws IOException {
    run.environment.put("sharedCores", true);
    Judgement judgement = judged();
    assertThat(judgement.ofTheProfile())
        .extracting(each -> each.verdict().words())
        .containsOnly("NOT PROVEN");
    assertThat(judgement.ofTheProfile().getFirst().verdict().reason())
        .startsWith(
            "Of the whole platform nothing is proven where its 2 pods had no cores to themselves")
        .contains("Measured all the same: In learners with 400 users, every level holds");
    assertThat(judgement.headline().line()).doesNotContain("Headroom 1");
    assertThat(judgement.ofTheProfile().getFirst().levels()).isNotEmpty();
  }

  @Test
  void onSharedCoresNothingIsRefutedEither() throws IOException {
    run.environment.put("sharedCores", true);
    run.latency = (draw, _, _) -> 100 + draw.nextInt(200);
    assertThat(verdicts()).containsOnly("NOT PROVEN");
  }

  @Test
  void anotherRunOnTheMachineOrNoWordOfTheCoresIsAsGoodAsShared() throws IOException {
    run.run = asked -> asked.withConcurrentRuns(List.of("another"));
    assertThat(verdicts()).containsOnly("NOT PROVEN");
    run.run = (Run asked) -> asked;
    run.environment.remove("sharedCores");
    assertThat(verdicts()).containsOnly("NOT PROVEN");
  }

  @Test
  void aBrokenMeasurementStaysBroken() throws IOException {
    run.environment.put("sharedCores", true);
    run.gcPause = second -> second == 40 ? 101 : 0;
    assertThat(verdicts().getFirst()).isEqualTo("INVALID");
  }
}
