package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.claims.Claims;
import reports.log.LogWriter;
import reports.log.RunHeader;
import reports.run.Ending;
import reports.run.GeneratorSecond;
import reports.run.Host;
import reports.run.JsonLines;
import reports.run.Phase;
import reports.run.Run;
import reports.run.RunFolder;

/** The project's own claim on signing in, judged on storms of known truth. */
class SignInStormTest {
  private static final Path CLAIMS =
      Path.of(System.getProperty("headroom.root", "..")).resolve("reports/claims.yaml");

  private static final long BEGIN = 1_750_000_000_000L;

  @TempDir Path runs;

  private int people = 1_000;
  private int seconds = 300;

  /** How often somebody is turned away with a time to come back, before the answer. */
  private int refusals;

  /** Each so-manieth try fails. */
  private int failsEach = Integer.MAX_VALUE;

  /** Each so-manieth person is turned away until the phase is over. */
  private int neverEach = Integer.MAX_VALUE;

  private int millis = 90;

  private record Request(String kind, long start, long end, boolean ok) {}

  @Test
  void aStormThatEverybodyGetsThroughIsVerified() throws IOException {
    assertThat(verdict()).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void refusalsWithATimeToComeBackAreNoFailures() throws IOException {
    refusals = 2;
    assertThat(verdict()).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void turningOneInFiftyAwayForGoodIsRefuted() throws IOException {
    refusals = 2;
    neverEach = 50;
    Verdict verdict = verdict();
    assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
    assertThat(verdict.reason()).contains("unserved of all requests was 2 %");
  }

  @Test
  void turningEverybodyAwayIsRefuted() throws IOException {
    neverEach = 1;
    assertThat(verdict()).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void oneFailureInFiftyIsRefutedThoughAllTryAgain() throws IOException {
    failsEach = 50;
    Verdict verdict = verdict();
    assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
    assertThat(verdict.reason()).contains("errors of all requests");
  }

  @Test
  void slowSignInsAreRefuted() throws IOException {
    millis = 1_500;
    assertThat(verdict()).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void aStormOfTenMinutesProvesNothingAboutFive() throws IOException {
    seconds = 600;
    Verdict verdict = verdict();
    assertThat(verdict).isInstanceOf(Verdict.NotProven.class);
    assertThat(verdict.reason()).contains("within 600 s, and the claim is about 300 s");
  }

  @Test
  void fewerPeopleProveNothingAboutAThousand() throws IOException {
    people = 700;
    Verdict verdict = verdict();
    assertThat(verdict).isInstanceOf(Verdict.NotProven.class);
    assertThat(verdict.reason()).contains("measured at 700 users");
  }

  private Verdict verdict() throws IOException {
    return Judge.judge(write(), Claims.read(CLAIMS)).ofTheProfile().getFirst().verdict();
  }

  private RunFolder write() throws IOException {
    Random random = new Random(4);
    List<Integer> arrivals =
        random.ints(people, 0, (seconds - 10) * 1000).sorted().boxed().toList();
    RunFolder folder =
        RunFolder.create(runs, "sign-in-storm", "0123456789", Instant.ofEpochMilli(BEGIN));
    log(folder, arrivals);
    generator(folder, arrivals);
    try (JsonLines lines = folder.system()) {
      for (int s = 0; s < seconds; s++) {
        lines.append(
            BEGIN + s * 1000L,
            Map.of("machineCpu", 0.3, "podsReady", 1, "processes", Map.of("pod-1", Map.of())));
      }
    }
    folder.write(
        new Host(
            1,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(SyntheticRun.environment()),
            List.of()));
    folder.write(Audits.healthy(BEGIN + seconds * 1000L, 0));
    folder.write(asked(folder.id(), arrivals));
    folder.seal();
    return folder;
  }

  private void log(RunFolder folder, List<Integer> arrivals) throws IOException {
    List<Request> requests = new ArrayList<>();
    int tries = 0;
    for (int person = 1; person <= people; person++) {
      long t = BEGIN + arrivals.get(person - 1);
      for (int i = 0; i < refusals; i++, t += 1_000) {
        requests.add(new Request("sign in refused", t, t + 2, true));
      }
      if (person % neverEach == 0) {
        continue;
      }
      for (; ++tries % failsEach == 0; t += 2_000) {
        requests.add(new Request("sign in", t, t + 5, false));
      }
      requests.add(new Request("sign in", t, t + millis, true));
    }
    requests.sort(Comparator.comparingLong(Request::end));
    RunHeader header = new RunHeader("3.15.1", "storm", BEGIN, "", List.of("storm"));
    try (LogWriter log = new LogWriter(folder.simulationLog(1), header)) {
      for (Request each : requests) {
        String message = each.ok() ? "" : "status 500";
        log.request(each.kind(), each.start(), each.end(), each.ok(), message);
      }
    }
  }

  private void generator(RunFolder folder, List<Integer> arrivals) {
    try (JsonLines lines = folder.generator(1)) {
      for (int s = 0; s < seconds; s++) {
        int second = s;
        List<Double> lags =
            arrivals.stream().filter(at -> at / 1000 == second).map(_ -> 2.0).toList();
        lines.append(
            new GeneratorSecond(
                1,
                BEGIN + s * 1000L,
                0.2,
                1,
                0.3,
                1,
                List.of(),
                lags,
                List.of(),
                List.of(),
                List.of(100.0),
                10,
                100,
                10,
                null));
      }
    }
  }

  private Run asked(String id, List<Integer> arrivals) {
    Phase storm =
        new Phase(
            "sign-in storm",
            true,
            BEGIN,
            BEGIN + seconds * 1000L,
            people,
            null,
            null,
            new TreeMap<>(Map.of("sign in", (long) people)),
            people,
            1,
            arrivals);
    return new Run(
        1,
        id,
        "sign-in-storm",
        "embedded",
        "0123456789",
        7,
        new TreeMap<>(),
        List.of("sign-in"),
        BEGIN,
        BEGIN + seconds * 1000L + 1000,
        Ending.FINISHED,
        List.of(),
        List.of(storm),
        new TreeMap<>());
  }
}
