package loadtests.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import loadtests.learners.Write;
import loadtests.pace.Timeline;
import loadtests.plan.Kind;
import loadtests.settings.LoadSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reports.run.Ending;
import reports.run.GeneratorSecond;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;

@Timeout(60)
final class RecorderTest {
  private static final LoadSettings SETTINGS = LoadSettings.of(Map.of("profile", "smoke"));

  @TempDir private Path runs;
  private Recorder recorder;

  @BeforeEach
  void begin() {
    recorder =
        Recorder.begin(
            new RunIdentity(
                runs, "smoke", "embedded", Commit.NONE, 7, SETTINGS.inForce(), List.of("errors")));
  }

  @Test
  void aRunThatJustBeganIsAFolderThatSaysItIsRunning() {
    assertThat(recorder.folder().run().ending()).isEqualTo(Ending.RUNNING);
    assertThat(recorder.folder().run().settings()).containsEntry("rate", "120");
    assertThat(recorder.folder().id()).endsWith("-smoke-0000000");
    recorder.end(Ending.FAILED);
  }

  @Test
  void writesHaveTheOutcomeThatThePlatformSaidAndOpenOnesAreUnknown() {
    recorder.load().sent(answer(1), 100);
    recorder.load().sent(answer(2), 101);
    recorder.load().sent(answer(3), 102);
    recorder.load().sent(answer(4), 103);
    recorder.load().acknowledged(answer(1), 110, 200);
    recorder.load().refused(answer(2), 111, 409);
    recorder.load().unknown(answer(3), 112, 0);
    recorder.end(Ending.FINISHED);

    assertThat(ledger())
        .extracting(LedgerEntry::sequence, LedgerEntry::outcome, LedgerEntry::status)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, Outcome.ACKNOWLEDGED, 200),
            org.assertj.core.groups.Tuple.tuple(2L, Outcome.REFUSED, 409),
            org.assertj.core.groups.Tuple.tuple(3L, Outcome.UNKNOWN, null),
            org.assertj.core.groups.Tuple.tuple(4L, Outcome.UNKNOWN, null));
  }

  @Test
  void anAnswerThatComesAfterTheEndChangesNothing() {
    recorder.load().sent(answer(1), 100);
    recorder.end(Ending.INTERRUPTED);
    recorder.load().acknowledged(answer(1), 110, 200);

    assertThat(ledger()).extracting(LedgerEntry::outcome).containsExactly(Outcome.UNKNOWN);
    assertThat(recorder.folder().brokenSeals()).isEmpty();
  }

  @Test
  void aPositionKeepsWhatWasSentAndWhatThePlatformSaidIsStored() {
    var sent = new Write("position", "k1", 5, "lesson:9", null, "40");
    recorder.load().sent(sent, 100);
    recorder.load().acknowledged(new Write("position", "k1", 5, "lesson:9", null, "25"), 110, 200);
    recorder.end(Ending.FINISHED);

    assertThat(ledger())
        .extracting(LedgerEntry::value, LedgerEntry::sequence)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("40", 25L));
  }

  @Test
  void theLedgerOfAKilledRunIsOnDiskWithinSeconds() throws Exception {
    recorder.load().sent(answer(1), 100);
    recorder.load().acknowledged(answer(1), 110, 200);
    Path file = recorder.folder().path().resolve("ledger.jsonl");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (Files.size(file) == 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    assertThat(ledger()).hasSize(1);
    recorder.end(Ending.FINISHED);
  }

  @Test
  void theGeneratorIsWatchedEachSecondWithItsStartsPausesAndTimers() {
    recorder.loadBegins(new Timeline(System.currentTimeMillis(), SETTINGS.plan()));
    recorder.load().started(1_000, 1_007);
    recorder.load().firstResponse(1_000, 1_050);
    recorder.load().activeUsers(3);
    recorder.load().retried(Kind.RATING);
    recorder.load().retried(Kind.RATING);
    System.gc();
    LockSupport.parkNanos(Duration.ofMillis(2_300).toNanos());
    recorder.end(Ending.FINISHED);

    List<GeneratorSecond> seconds = new ArrayList<>();
    recorder.folder().readGenerator((injector, second) -> seconds.add(second));
    assertThat(seconds).hasSizeBetween(2, 4);
    assertThat(seconds.stream().flatMap(second -> second.startLags().stream()))
        .containsExactly(7.0);
    assertThat(seconds.stream().flatMap(second -> second.firstResponses().stream()))
        .containsExactly(50.0);
    assertThat(seconds.stream().flatMap(second -> second.gcPauses().stream())).isNotEmpty();
    long retries = 0;
    for (GeneratorSecond second : seconds) {
      retries += Objects.requireNonNull(second.retries());
    }
    assertThat(retries).isEqualTo(2);
    assertThat(seconds.getFirst().wakeUpDelays()).hasSizeGreaterThan(20).allMatch(d -> d >= 0);
    assertThat(seconds.getFirst().cpu()).isBetween(0.0, 1.0);
    assertThat(seconds.getFirst().machineCpu()).isBetween(0.0, 1.0);
    assertThat(seconds.getFirst().cpus()).isPositive();
    assertThat(seconds.getFirst().activeUsers()).isEqualTo(3);
    assertThat(seconds.stream().mapToDouble(GeneratorSecond::runQueueDelayMillis).sum())
        .isPositive();
  }

  @Test
  void theSystemIsSampledEachSecondUntilTheLoadEnds() {
    recorder.watch(_ -> Map.of("podsReady", 2));
    LockSupport.parkNanos(Duration.ofMillis(1_200).toNanos());
    recorder.end(Ending.FINISHED);

    List<Integer> ready = new ArrayList<>();
    recorder.folder().readSystem(second -> ready.add(second.podsReady()));
    assertThat(ready).hasSizeGreaterThanOrEqualTo(2).containsOnly(2);
  }

  @Test
  void theFirstAndTheLastLookAtTheSystemWaitForSlowPods() {
    List<Duration> patience = Collections.synchronizedList(new ArrayList<>());
    var twice = new CountDownLatch(2);
    recorder.watch(
        patient -> {
          patience.add(patient);
          twice.countDown();
          return Map.of();
        });
    assertThat(awaited(twice)).isTrue();
    recorder.end(Ending.FINISHED);

    assertThat(patience.getFirst())
        .isEqualTo(patience.getLast())
        .isGreaterThan(Duration.ofSeconds(1));
    assertThat(patience.subList(1, patience.size() - 1))
        .allMatch(p -> p.compareTo(Duration.ofSeconds(1)) < 0);
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theEndSealsTheFolderAndSaysHowTheRunEnded() {
    long origin = System.currentTimeMillis() - 1_000;
    recorder.describe(Map.of("cpus", 2), Map.of("name", "embedded", "pods", 1));
    recorder.loadBegins(new Timeline(origin, SETTINGS.plan()));
    recorder.others(List.of("other-run"));
    recorder.end(Ending.INTERRUPTED);

    var run = recorder.folder().run();
    assertThat(run.ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(run.concurrentRuns()).containsExactly("other-run");
    assertThat(run.phases()).extracting(reports.run.Phase::name).containsExactly("sign-in ramp");
    assertThat(run.sha256()).containsKeys("host.json", "events.jsonl", "ledger.jsonl");
    assertThat(recorder.folder().brokenSeals()).isEmpty();
  }

  @Test
  void requestsAreCountedWhenSentAndAgainWhenAnswered() {
    for (int i = 0; i < 3; i++) {
      recorder.load().requested(Kind.GRADES);
    }
    recorder.load().responded(Kind.GRADES, 100, 110, true);
    recorder.load().responded(Kind.GRADES, 100, 10_100, false);
    recorder.load().unanswered(Kind.GRADES);

    assertThat(recorder.load().counts()).isEqualTo(new Counts(3, 1));
    recorder.end(Ending.FINISHED);
  }

  @Test
  void cpuListsAreCounted() {
    assertThat(ProcFiles.count("0-3,8")).isEqualTo(5);
    assertThat(ProcFiles.count("1")).isEqualTo(1);
    assertThat(ProcFiles.count("")).isZero();
  }

  @Test
  void whereOthersSendTheLoadEachLeavesLedgerAndSecondsInItsOwnFolder() {
    recorder.end(Ending.FAILED);
    Recorder shared =
        Recorder.beginShared(
            new RunIdentity(
                runs, "smoke", "embedded", Commit.NONE, 7, SETTINGS.inForce(), List.of("errors")));
    var second = LoadRecorder.in(shared.folder().injector(2));
    second.begins();
    second.sent(answer(1), 100);
    second.acknowledged(answer(1), 110, 200);
    second.close();
    second.close();
    shared.end(Ending.FINISHED);

    assertThat(shared.folder().ledgers())
        .containsExactly(shared.folder().path().resolve("injectors/2/ledger.jsonl"));
    List<Integer> injectors = new ArrayList<>();
    shared.folder().readGenerator((injector, _) -> injectors.add(injector));
    assertThat(injectors).isNotEmpty().containsOnly(2);
    assertThat(shared.folder().run().sha256()).containsKey("injectors/2/ledger.jsonl");
  }

  private List<LedgerEntry> ledger() {
    List<LedgerEntry> entries = new ArrayList<>();
    recorder.folder().readLedger(entries::add);
    return entries;
  }

  private static Write answer(long sequence) {
    return new Write(
        "answer", "1/2/" + sequence, 5, "attempt:1/question:2", sequence, "v" + sequence);
  }
}
