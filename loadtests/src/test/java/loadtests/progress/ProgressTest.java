package loadtests.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.log.LogWriter;
import reports.log.RunHeader;
import reports.run.Phase;

class ProgressTest {
  private static final long ORIGIN = 1_800_000_000_000L;
  private static final List<Phase> PHASES =
      List.of(phase("rate warm-up", 0, 10), phase("rate", 10, 70));

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Instant now = Instant.ofEpochMilli(ORIGIN);

  @Test
  void aTerminalHasOneLineThatIsWrittenAnewEachSecond() {
    Progress progress = progress(true);
    progress.step("starting the pod");
    at(3_000);
    progress.tick();

    assertThat(text()).isEqualTo("\r\u001b[Kstarting the pod\n\r\u001b[Kstarting the pod (0:03)");
  }

  @Test
  void elsewhereALineComesEveryTenSeconds() {
    Progress progress = progress(false);
    progress.step("starting the pod");
    for (int second = 1; second <= 25; second++) {
      at(second * 1_000L);
      progress.tick();
    }
    assertThat(text().lines())
        .containsExactly("starting the pod", "starting the pod (0:10)", "starting the pod (0:20)");
  }

  @Test
  void theLoadIsShownByItsPhaseAndTheFiguresOfTheLog() throws IOException {
    Progress progress = progress(true);
    progress.loadBegins(PHASES, List.of(log()), () -> 1_234);
    at(20_000);
    progress.tick();
    at(71_000);
    progress.tick();
    progress.loadEnds();

    assertThat(text().split("\r\u001b\\[K", -1))
        .containsExactly(
            "",
            "rate 0:10/1:00  1,234 users  50/s  9 errors  p99 41 ms  0:50 left",
            "the plan is over: waiting for the last answers");
  }

  @Test
  void theLoadIsShownBeforeItBeginsAndBeforeThereIsALog() {
    Progress progress = progress(true);
    progress.loadBegins(PHASES, List.of(folder.resolve("none")), () -> 0);
    at(-2_000);
    progress.tick();
    at(5_000);
    progress.tick();

    assertThat(text().split("\r\u001b\\[K", -1))
        .containsExactly(
            "",
            "the load begins in 0:02",
            "rate warm-up 0:05/0:10  0 users  0/s  0 errors  p99 -  1:05 left");
  }

  @Test
  void ofLogsThatAreWrittenElsewhereThereAreNoFigures() {
    Progress progress = progress(true);
    progress.loadBegins(PHASES, List.of(), () -> 7);
    at(5_000);
    progress.tick();

    assertThat(text()).endsWith("rate warm-up 0:05/0:10  7 users  logs come at the end  1:05 left");
  }

  @Test
  void aLogThatIsNoneHindersNothing() throws IOException {
    Progress progress = progress(true);
    Path log = Files.writeString(folder.resolve("simulation.log"), "RUN\tby an old Gatling\n");
    progress.loadBegins(PHASES, List.of(log), () -> 1);
    at(5_000);
    progress.tick();

    assertThat(text()).contains("rate warm-up 0:05/0:10", "0 errors");
  }

  @Test
  void afterItsEndNothingIsWrittenAnew() {
    Progress progress = progress(true);
    progress.close();
    progress.tick();
    progress.say("last words");

    assertThat(text()).isEqualTo("\r\u001b[Klast words\n");
  }

  /** 50 requests a second for 20 s; in the rate phase each tenth takes 41 ms, and 9 fail. */
  private Path log() throws IOException {
    Path log = folder.resolve("simulation.log");
    var header = new RunHeader("3.15.1", "load", ORIGIN - 5_000, "", List.of("load"));
    try (var writer = new LogWriter(log, header)) {
      for (int i = 0; i < 1_000; i++) {
        long start = ORIGIN + i * 20L;
        boolean failed = i >= 991;
        long took = i % 10 == 0 ? 41 : 5;
        boolean inPhase = i >= 500;
        writer.request("page", start, start + (inPhase ? took : 0), !failed, failed ? "no" : "");
      }
    }
    return log;
  }

  private static Phase phase(String name, int fromSecond, int toSecond) {
    long begin = ORIGIN + fromSecond * 1_000L;
    long end = ORIGIN + toSecond * 1_000L;
    return new Phase(
        name, false, begin, end, null, 50.0, null, new TreeMap<>(), null, null, List.of());
  }

  private Progress progress(boolean terminal) {
    InstantSource clock = () -> now;
    return new Progress(new PrintStream(out, true, StandardCharsets.UTF_8), terminal, clock);
  }

  private void at(long millis) {
    now = Instant.ofEpochMilli(ORIGIN + millis);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
