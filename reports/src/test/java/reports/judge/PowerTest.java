package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reports.run.Audit;

/**
 * The power of the judge on seeded synthetic evidence: a healthy system is verified, each planted
 * defect is caught, and no defect is ever verified.
 */
class PowerTest {
  private static final int SEEDS = 12;
  private static final int MISSES_ALLOWED = 1;

  @TempDir Path runs;

  /** A system of known truth: the verdict that its claim must get, and never VERIFIED if broken. */
  record Case(String name, String claim, String verdict, Consumer<SyntheticRun> planted) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("a healthy system at half its capacity, its rate", "rate", "VERIFIED", _ -> {}),
        new Case("a healthy system, its response times", "response", "VERIFIED", _ -> {}),
        new Case("a healthy system, its errors", "errors", "VERIFIED", _ -> {}),
        new Case("a healthy system, its writes", "no-lost-write", "VERIFIED", _ -> {}),
        // One stall is one event: it may prove nothing of how often there is one.
        new Case(
            "one stall of 6 s",
            "rate",
            "REFUTED or NOT PROVEN",
            run -> run.latency = (draw, _, since) -> stalled(draw, since - 12_000)),
        new Case(
            "a stall of 6 s every 15 s",
            "rate",
            "REFUTED",
            run -> run.latency = (draw, _, since) -> stalled(draw, since % 15_000)),
        new Case(
            "one error in 500",
            "errors",
            "REFUTED",
            run -> {
              run.rateSeconds = 120;
              run.failure = (draw, _, _) -> draw.nextInt(500) == 0;
            }),
        new Case(
            "one slow kind",
            "rate",
            "REFUTED",
            run ->
                run.latency =
                    (draw, kind, _) -> (kind.equals("quiz answer") ? 120 : 5) + draw.nextInt(50)),
        new Case(
            "one write in 1,000 lost",
            "no-lost-write",
            "REFUTED",
            run -> {
              run.courses = 400;
              run.audit = PowerTest::oneLost;
            }),
        new Case(
            "200 with the wrong course",
            "errors",
            "REFUTED",
            run -> run.failure = (draw, kind, _) -> kind.equals("rating") && draw.nextInt(4) == 0),
        new Case(
            "a starved generator",
            "rate",
            "INVALID",
            run -> run.lag = start -> start % 40 == 0 ? 30 + start % 100 : 2));
  }

  /** All that arrives in a stall waits for its end. */
  private static int stalled(Random draw, long into) {
    return 5 + draw.nextInt(10) + (into >= 0 && into < 6000 ? (int) (6000 - into) : 0);
  }

  private static Audit oneLost(Audit found) {
    long writes = found.writes().acknowledged();
    Audit.Finding finding = new Audit.Finding("key-1", "rating", "course:1", "5", null);
    return Audits.withLost(found, writes - writes / 1000, finding);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theJudgeRecoversTheTruthOnSeededEvidence(Case one) throws IOException {
    int right = 0;
    for (long seed = 100; seed < 100 + SEEDS; seed++) {
      SyntheticRun run = new SyntheticRun(seed);
      run.claims = List.of(one.claim());
      one.planted().accept(run);
      Verdict verdict =
          Judge.judge(run.write(runs), TestClaims.claims()).ofTheProfile().getFirst().verdict();
      right += one.verdict().contains(verdict.words()) ? 1 : 0;
      if (!one.verdict().equals("VERIFIED")) {
        assertThat(verdict.words())
            .as("seed %d: %s", seed, verdict.reason())
            .isNotEqualTo("VERIFIED");
      }
    }
    assertThat(right).isGreaterThanOrEqualTo(SEEDS - MISSES_ALLOWED);
  }
}
