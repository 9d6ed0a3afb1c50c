package loadtests.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import loadtests.plan.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.log.GatlingLog;
import reports.log.LogNames;
import reports.log.LogVisitor;
import reports.log.RunHeader;
import reports.log.SampleCollector;

/** A real Gatling process writes to a {@link Troubled} stand-in, and sends again what it must. */
class TroubledTest {
  @TempDir private static Path folder;
  private static @Nullable StandInRun run;

  @BeforeAll
  static void run() throws IOException, InterruptedException {
    run = StandInRun.in(folder, true);
  }

  @Test
  void aWriteIsSentAgainAsItWasUntilItsOutcomeIsKnown() {
    assertThat(fact("even completions")).isPositive();
    assertThat(fact("positions")).isPositive();
    assertThat(text("even completions tries")).isEqualTo("2");
    assertThat(text("positions tries")).isEqualTo("2");
    assertThat(fact("acknowledged"))
        .isEqualTo(fact("even completions") + fact("positions") + fact("other writes"));
    assertThat(text("other writes tries")).as("answered at once").isEqualTo("1");
  }

  @Test
  void itIsGivenUpWhenItWasSentAgainAsOftenAsItMay() {
    assertThat(fact("submissions")).isPositive();
    assertThat(text("submissions tries")).isEqualTo(String.valueOf(1 + StandInLoad.RETRIES.most()));
  }

  @Test
  void aConflictThatAnswersAKeyRefusesAllTriesAndAnyOtherLeavesTheFirstOpen() {
    assertThat(fact("odd completions")).isPositive();
    assertThat(fact("answers")).isPositive();
    assertThat(fact("refused")).isEqualTo(fact("odd completions"));
    assertThat(fact("unknown")).isEqualTo(fact("answers") + fact("submissions"));
  }

  @Test
  void eachWriteHasOneOutcomeHoweverOftenItWasSent() {
    assertThat(fact("acknowledged") + fact("refused") + fact("unknown"))
        .isEqualTo(fact("sent") - fact("retried"));
    assertThat(fact("retried")).isGreaterThan(fact("odd completions"));
  }

  @Test
  void aBusyPlatformIsAskedAgainWhenItSaidSo() {
    assertThat(fact("busy pause")).isGreaterThanOrEqualTo(1_000);
  }

  @Test
  void whatOnlyReadsIsNeverSentAgain() {
    assertThat(fact(Kind.NOTIFICATIONS.title())).isPositive();
    int planned = StandInLoad.troubled().phases().stream().mapToInt(p -> p.requests()).sum();
    assertThat(fact("requested")).isEqualTo(planned + fact("retried"));
  }

  @Test
  void eachTryIsARequestOfItsOwn() {
    int logged = 0;
    for (Kind kind : Kind.values()) {
      logged += fact(kind.title());
    }
    assertThat(logged).isEqualTo(fact("requested")).isEqualTo(fact("server requests"));
  }

  @Test
  void theLogTellsRetriesFromFirstTries() throws IOException {
    AtomicInteger first = new AtomicInteger();
    AtomicInteger again = new AtomicInteger();
    GatlingLog.read(
        log(),
        new LogVisitor() {
          private @Nullable LogNames names;

          @Override
          public void begin(RunHeader header, LogNames names) {
            this.names = names;
          }

          @Override
          public void request(int groups, int name, long start, long end, boolean ok, int message) {
            boolean retry =
                Objects.requireNonNull(names).groups(groups).equals(List.of(SampleCollector.RETRY));
            (retry ? again : first).incrementAndGet();
          }
        });

    assertThat(again.get()).isPositive().isEqualTo(fact("retried"));
    assertThat(first.get()).isEqualTo(fact("requested") - fact("retried"));
  }

  private static Path log() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith("simulation.log")).findFirst().orElseThrow();
    }
  }

  private static int fact(String what) {
    return Objects.requireNonNull(run).number(what);
  }

  private static String text(String what) {
    return Objects.requireNonNull(run).text(what);
  }
}
