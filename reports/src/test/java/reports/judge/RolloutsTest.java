package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.claims.Claims;
import reports.log.LogWriter;
import reports.log.RunHeader;
import reports.run.Audit;
import reports.run.Ending;
import reports.run.Event;
import reports.run.Host;
import reports.run.JsonLines;
import reports.run.Phase;
import reports.run.ProbeAttempt;
import reports.run.ProbeAttempt.Connection;
import reports.run.Run;
import reports.run.RunFolder;

/** The project's own claims on updates, judged on runs of known truth. */
class RolloutsTest {
  private static final Path CLAIMS =
      Path.of(System.getProperty("headroom.root", "..")).resolve("reports/claims.yaml");

  private static final long BEGIN = 1_750_000_000_000L;
  private static final int SECONDS = 60;

  @TempDir Path runs;

  private int rate = 100;
  private int failedRequests;
  private int newPerSecond = 12;
  private int heldPerSecond = 8;
  private int probeSeconds = SECONDS;

  /** The number of the probe's request that fails; none where it is negative. */
  private int failedProbe = -1;

  private int writesInHundred = 20;
  private boolean probeWrites = true;
  private long lost;
  private boolean lookedUp = true;

  private final List<String> steps =
      new ArrayList<>(
          List.of(
              "restart 1",
              "restart 2",
              "restart 3",
              "eviction 1",
              "eviction 2",
              "eviction 3",
              "failed update 1"));

  private final Map<String, String> outcomes = new TreeMap<>();

  private record Request(long start, long end, boolean ok) {}

  @Test
  void updatesWithoutAFailureAreVerified() throws IOException {
    assertThat(verdict(0)).isInstanceOf(Verdict.Verified.class);
    assertThat(verdict(0).reason())
        .contains("3 × restart, 3 × eviction, none of 6,000 requests and of 1,200 of the probe");
    assertThat(verdict(1)).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void oneFailedRequestOfSixThousandRefutes() throws IOException {
    failedRequests = 1;
    assertThat(verdict(0)).isInstanceOf(Verdict.Refuted.class);
    assertThat(verdict(0).reason())
        .isEqualTo("1 requests of the load failed, most often by \"status 503\".");
  }

  @Test
  void oneFailedRequestOfTheProbeRefutes() throws IOException {
    failedProbe = 700;
    assertThat(verdict(0)).isInstanceOf(Verdict.Refuted.class);
    assertThat(verdict(0).reason())
        .contains("1 of 1200 requests of the probe failed, the first by \"Connection reset\"");
  }

  @Test
  void aLostWriteRefutes() throws IOException {
    lost = 1;
    assertThat(verdict(0)).isInstanceOf(Verdict.Refuted.class);
    assertThat(verdict(0).reason()).contains("1 writes are lost, doubled or invented");
  }

  @Test
  void aStepThatFailedRefutesTheClaimThatIsAboutIt() throws IOException {
    outcomes.put("failed update 1", "failed: the failed update was not rolled back");
    assertThat(verdict(0)).isInstanceOf(Verdict.Verified.class);
    assertThat(verdict(1)).isInstanceOf(Verdict.Refuted.class);
    assertThat(verdict(1).reason()).contains("failed update 1 failed: the failed update was not");
  }

  @Test
  void aStepThatWasNotDoneProvesNothing() throws IOException {
    steps.remove("eviction 3");
    assertThat(verdict(0)).isInstanceOf(Verdict.NotProven.class);
    assertThat(verdict(0).reason())
        .isEqualTo("Of 3 evictions that the claim is about, 2 were done.");
  }

  @Test
  void aStepThatWasBegunOnlyProvesNothing() throws IOException {
    outcomes.put("restart 3", "begun");
    assertThat(verdict(0)).isInstanceOf(Verdict.NotProven.class);
    outcomes.put("restart 3", "cut short: interrupted");
    assertThat(verdict(0)).isInstanceOf(Verdict.NotProven.class);
  }

  @Test
  void aProbeThatOpensNineConnectionsASecondProvesNothingAndTenAreEnough() throws IOException {
    newPerSecond = 9;
    assertThat(verdict(0)).isInstanceOf(Verdict.NotProven.class);
    assertThat(verdict(0).reason()).startsWith("The probe opened 9");
    newPerSecond = 10;
    assertThat(verdict(0)).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void aProbeThatHoldsNoConnectionOrWritesNothingProvesNothing() throws IOException {
    heldPerSecond = 0;
    assertThat(verdict(0)).isInstanceOf(Verdict.NotProven.class);
    heldPerSecond = 8;
    probeWrites = false;
    assertThat(verdict(0)).isInstanceOf(Verdict.NotProven.class);
  }

  @Test
  void aProbeThatEndsEarlyProvesNothing() throws IOException {
    probeSeconds = SECONDS - 3;
    assertThat(verdict(0)).isInstanceOf(Verdict.NotProven.class);
    assertThat(verdict(0).reason()).isEqualTo("The probe was not at work in all of updates.");
  }

  @Test
  void fewerThanAHundredRequestsASecondProveNothing() throws IOException {
    rate = 98;
    assertThat(verdict(0)).isInstanceOf(Verdict.NotProven.class);
    assertThat(verdict(0).reason()).startsWith("98 requests a second were sent in updates");
  }

  @Test
  void aboutTwentyPercentOfTheLoadHasToBeWrites() throws IOException {
    for (int about : new int[] {18, 22}) {
      writesInHundred = about;
      assertThat(verdict(0)).as("%d", about).isInstanceOf(Verdict.Verified.class);
    }
    for (int other : new int[] {17, 23}) {
      writesInHundred = other;
      assertThat(verdict(0)).as("%d", other).isInstanceOf(Verdict.NotProven.class);
      assertThat(verdict(0).reason())
          .isEqualTo(
              other + " % of the requests in updates were writes, and the claim is about 20 %.");
    }
  }

  @Test
  void aFailureRefutesWhateverTheShareOfWritesIs() throws IOException {
    writesInHundred = 0;
    failedRequests = 1;
    assertThat(verdict(0)).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void writesThatWereNotLookedUpProveNothing() throws IOException {
    lookedUp = false;
    assertThat(verdict(0)).isInstanceOf(Verdict.NotProven.class);
  }

  private Verdict verdict(int claim) throws IOException {
    return Judge.judge(write(), Claims.read(CLAIMS)).ofTheProfile().get(claim).verdict();
  }

  private RunFolder write() throws IOException {
    RunFolder folder =
        RunFolder.create(runs, "rolling-update", "0123456789", Instant.ofEpochMilli(BEGIN));
    log(folder);
    probe(folder);
    try (JsonLines events = folder.events()) {
      for (String step : steps) {
        events.append(new Event(1, BEGIN + 1, "rollout", step, "begun"));
        events.append(
            new Event(1, BEGIN + 2, "rollout", step, outcomes.getOrDefault(step, "done: all")));
      }
    }
    var found = new Audit.Findings(lost, List.of());
    folder.write(
        new Audit(
            1,
            BEGIN,
            lookedUp,
            null,
            new Audit.Writes(10, 0, 0, 10),
            found,
            Audit.Findings.NONE,
            Audit.Findings.NONE,
            Audit.Findings.NONE,
            new TreeMap<>(),
            null,
            new Audit.Requests(1, 1, 0, 0L),
            null));
    folder.write(
        new Host(
            1,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(SyntheticRun.environment()),
            List.of()));
    folder.write(asked(folder.id()));
    folder.seal();
    return folder;
  }

  private void log(RunFolder folder) throws IOException {
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < rate * SECONDS; i++) {
      long start = BEGIN + i * 1000L / rate;
      requests.add(new Request(start, start + 7, i >= failedRequests));
    }
    requests.sort(Comparator.comparingLong(Request::end));
    RunHeader header = new RunHeader("3.15.1", "test", BEGIN, "", List.of("updates"));
    try (LogWriter log = new LogWriter(folder.simulationLog(1), header)) {
      int i = 0;
      for (Request each : requests) {
        log.request(
            i++ % 100 < writesInHundred ? "lesson completion" : "course page",
            each.start(),
            each.end(),
            each.ok(),
            each.ok() ? "" : "status 503");
      }
    }
  }

  private void probe(RunFolder folder) {
    int number = 0;
    try (JsonLines lines = folder.probe()) {
      for (int s = 0; s < probeSeconds; s++) {
        for (int i = 0; i < newPerSecond + heldPerSecond; i++) {
          Connection connection = i < newPerSecond ? Connection.NEW : Connection.HELD;
          boolean fails = number == failedProbe;
          long at = BEGIN + s * 1000L + i * 1000L / (newPerSecond + heldPerSecond);
          lines.append(
              new ProbeAttempt(
                  1,
                  at,
                  5,
                  connection,
                  "course page",
                  probeWrites && number % 2 == 0,
                  fails ? null : 200,
                  fails ? "Connection reset" : null));
          number++;
        }
      }
    }
  }

  private Run asked(String id) {
    var planned = new TreeMap<String, Long>(Map.of("course page", 100L * SECONDS));
    var phase =
        new Phase(
            "updates",
            true,
            BEGIN,
            BEGIN + SECONDS * 1000L,
            null,
            100.0,
            null,
            planned,
            100 * SECONDS / 5,
            5,
            List.of());
    return new Run(
        1,
        id,
        "rolling-update",
        "k3s",
        "0123456789",
        7,
        new TreeMap<>(),
        List.of("rolling-update", "automatic-rollback"),
        BEGIN,
        BEGIN + 70_000,
        Ending.FINISHED,
        List.of(),
        List.of(phase),
        new TreeMap<>());
  }
}
