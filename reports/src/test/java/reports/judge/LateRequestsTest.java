package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.run.Phase;
import reports.run.Run;

/** Requests that a slow platform held up in one phase come in the next. */
class LateRequestsTest {
  @TempDir Path runs;
  private final SyntheticRun run = new SyntheticRun(1);

  @Test
  void laysLateRequestsOfTheWarmUpToThePlatformAndNotToTheLoad() throws IOException {
    run.sentTwice = 120;
    run.latency = (_, _, _) -> 700;
    run.run = asked -> withWarmUpOfRate(asked, 120);
    assertThat(rate().words()).isEqualTo("REFUTED");

    run.run = asked -> withWarmUpOfRate(asked, 30);
    Verdict unexplained = rate();
    assertThat(unexplained.words()).isEqualTo("INVALID");
    assertThat(unexplained.reason())
        .contains("8,120 requests were sent in rate, 30 of them late from before,");
  }

  @Test
  void refutesNothingWhereMuchWasLateFromBefore() throws IOException {
    run.latency = (_, _, _) -> 700;
    run.run = asked -> withWarmUpOfRate(asked, 400);
    assertThat(rate().words()).isEqualTo("REFUTED");

    run.run = asked -> withWarmUpOfRate(asked, 401);
    Verdict verdict = rate();
    assertThat(verdict.words()).isEqualTo("NOT PROVEN");
    assertThat(verdict.reason())
        .contains("401 requests of before were still to be sent when rate began, 5.01 %");
  }

  /** The same with an open phase before "rate" in which nothing of what was planned was sent. */
  private Run withWarmUpOfRate(Run asked, long planned) {
    TreeMap<String, Long> kinds = new TreeMap<>(Map.of("lesson page", planned));
    long end = run.rateBegin();
    List<Phase> phases = new ArrayList<>(asked.phases());
    phases.add(
        phases.size() - 1,
        new Phase(
            "rate warm-up",
            false,
            end - 5_000,
            end,
            null,
            200.0,
            null,
            kinds,
            null,
            null,
            List.of()));
    return new Run(
        asked.schema(),
        asked.id(),
        asked.profile(),
        asked.environment(),
        asked.commit(),
        asked.seed(),
        asked.settings(),
        asked.claims(),
        asked.begin(),
        asked.end(),
        asked.ending(),
        asked.concurrentRuns(),
        phases,
        asked.sha256());
  }

  private Verdict rate() throws IOException {
    return Judge.judge(run.write(runs), TestClaims.claims()).claims().stream()
        .filter(judged -> judged.claim().id().equals("rate"))
        .findFirst()
        .orElseThrow()
        .verdict();
  }
}
