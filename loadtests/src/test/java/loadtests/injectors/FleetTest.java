package loadtests.injectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import loadtests.record.Counts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reports.run.Injector;
import reports.run.RunFolder;

/** Injectors that are shell scripts: they speak the words and send no load. */
@Timeout(60)
class FleetTest {
  /** Answers until it is told to begin. */
  private static final String TALK =
      """
      echo '@injector ready 1500 boot 0-1'
      while read word origin; do
        if [ $word = look ]; then echo "@injector seen $(date +%s%6N) 7"; fi
        if [ $word = begin ]; then break; fi
      done
      """;

  private static final String OVER = TALK + "echo '@injector over 20 19 3,4'\n";

  @TempDir private Path runs;
  private final Fleet fleet = new Fleet();
  private final List<String> lost = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private @Nullable RunFolder made;

  @BeforeEach
  void makeFolder() {
    made = RunFolder.create(runs, "smoke", "0000000", Instant.EPOCH);
  }

  private RunFolder folder() {
    return Objects.requireNonNull(made);
  }

  @AfterEach
  void endAll() {
    fleet.stop();
    assertThat(processes).noneMatch(Process::isAlive);
  }

  @Test
  void allAgreeOnAnInstantThatLeavesTheirLead() throws Exception {
    start(OVER, OVER);
    long before = System.currentTimeMillis();
    long origin = fleet.agree();
    assertThat(origin).isGreaterThanOrEqualTo(before + 1_500);

    fleet.begin(origin);
    fleet.awaitEnd(origin, lost::add);

    assertThat(lost).isEmpty();
    assertThat(fleet.counts()).contains(new Counts(40, 38));
    assertThat(fleet.coursesTouched()).containsExactlyInAnyOrder(3L, 4L);
    assertThat(folder().injectors()).hasSize(2).allSatisfy(FleetTest::isOver);
  }

  @Test
  void oneThatEndsEarlyAloneIsNamedWithoutAWordOfOthers() throws Exception {
    start(TALK + "kill -9 $$");
    long origin = fleet.agree();

    fleet.begin(origin);
    fleet.awaitEnd(origin, lost::add);

    assertThat(lost).containsExactly("injector 1 ended with status 137 before its load was over");
  }

  private static void isOver(Injector injector) {
    assertThat(injector.loadOver()).isTrue();
    assertThat(injector.status()).isZero();
    assertThat(injector.end()).isNotNull();
    assertThat(injector.requested()).isEqualTo(20);
    assertThat(injector.machine()).isEqualTo("boot");
    assertThat(injector.cpus()).isEqualTo("0-1");
    assertThat(Math.abs(injector.clockOffsetMillis()))
        .as("the same clock")
        .isLessThanOrEqualTo(injector.clockErrorMillis());
  }

  @Test
  void oneThatEndsEarlyIsNamedAndTheOthersGoOn() throws Exception {
    start(TALK + "kill -9 $$", TALK + "sleep 1; echo '@injector over 5 5 9'");
    long origin = fleet.agree();
    assertThat(folder().injectors()).allSatisfy(each -> assertThat(each.end()).isNull());

    fleet.begin(origin);
    fleet.awaitEnd(origin, lost::add);

    assertThat(lost)
        .containsExactly(
            "injector 1 ended with status 137 before its load was over; the others go on");
    assertThat(fleet.counts()).as("nobody knows what the lost one sent").isEmpty();
    assertThat(fleet.coursesTouched()).containsExactly(9L);
    assertThat(folder().injectors())
        .extracting(Injector::loadOver, Injector::status)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(false, 137),
            org.assertj.core.groups.Tuple.tuple(true, 0));
  }

  @Test
  void howOneEndedIsSaidWithItsName() throws Exception {
    startElsewhere(new InjectorEnd(1, null, "its pod generators-0-x was deleted", true), TALK);
    long origin = fleet.agree();
    fleet.begin(origin);
    fleet.awaitEnd(origin, lost::add);

    assertThat(lost)
        .containsExactly(
            "injector 1 ended (its pod generators-0-x was deleted) before its load was over");
    assertThat(folder().injectors())
        .singleElement()
        .satisfies(each -> assertThat(each.status()).isNull())
        .satisfies(each -> assertThat(each.end()).isEqualTo(1))
        .extracting(Injector::how)
        .isEqualTo("its pod generators-0-x was deleted");
  }

  @Test
  void oneWhoseFilesDidNotComeIsLostWhateverItSaid() throws Exception {
    startElsewhere(new InjectorEnd(1, 0, "what it left could not be collected", false), OVER);
    long origin = fleet.agree();
    fleet.begin(origin);
    fleet.awaitEnd(origin, lost::add);

    assertThat(lost).hasSize(1);
    assertThat(fleet.counts()).isEmpty();
    assertThat(folder().injectors())
        .singleElement()
        .satisfies(each -> assertThat(each.loadOver()).isFalse())
        .satisfies(each -> assertThat(each.requested()).isEqualTo(20));
  }

  @Test
  void oneThatEndsBeforeItIsReadyStopsAllWithWhatItWrote() {
    start(TALK, "echo no seed here >&2; exit 3");

    assertThatThrownBy(fleet::agree)
        .isInstanceOf(InjectorsFailed.class)
        .hasMessageStartingWith(
            "injector 2 ended with status 3 before it was ready; it wrote last:")
        .hasMessageEndingWith("no seed here");
  }

  @Test
  void stoppingEndsThemInGoodOrder() throws Exception {
    String term =
        "trap 'echo closed > %s; exit 0' TERM\n".formatted(folder().path().resolve("end"));
    start(term + TALK + "while :; do sleep 0.05; done");
    fleet.begin(fleet.agree());

    fleet.stop();

    assertThat(folder().path().resolve("end")).hasContent("closed");
    assertThat(folder().injectors())
        .as("it did not end by itself")
        .allSatisfy(each -> assertThat(each.end()).isNull());
    assertThatThrownBy(() -> start(TALK)).isInstanceOf(InjectorsFailed.class);
  }

  @Test
  void itsAssignmentIsAllThatAnInjectorIsTold() {
    Assignment told = assignment(2, 4);
    Path file = folder().path().resolve("assignment.json");
    told.write(file);

    assertThat(Assignment.read(file)).isEqualTo(told);
    URI edge = URI.create("https://edge");
    assertThat(told.at("/results", "/seed.json", edge))
        .as("the same elsewhere")
        .isEqualTo(
            new Assignment(
                2, 4, told.settings(), told.run(), List.of(edge), "/seed.json", "/results"));
    assertThat(told.shard().index()).isEqualTo(1);
  }

  private void start(String... scripts) {
    List<Assignment> assignments =
        IntStream.rangeClosed(1, scripts.length)
            .mapToObj(number -> assignment(number, scripts.length))
            .toList();
    fleet.start(
        assignments, (number, _, errors) -> StartedInjector.of(run(scripts[number - 1], errors)));
  }

  /** Starts one of which something else is known at its end than its process says. */
  private void startElsewhere(InjectorEnd end, String script) {
    fleet.start(
        List.of(assignment(1, 1)),
        (_, _, errors) -> new Elsewhere(StartedInjector.of(run(script, errors)), end));
  }

  private record Elsewhere(StartedInjector injector, InjectorEnd known) implements StartedInjector {
    @Override
    public OutputStream input() {
      return injector.input();
    }

    @Override
    public InputStream output() {
      return injector.output();
    }

    @Override
    public CompletableFuture<InjectorEnd> end() {
      return injector.end().thenApply(_ -> known);
    }

    @Override
    public void stop() {
      injector.stop();
    }

    @Override
    public void kill() {
      injector.kill();
    }
  }

  private Process run(String script, Path errors) {
    try {
      Process process =
          new ProcessBuilder("sh", "-c", script).redirectError(errors.toFile()).start();
      processes.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Assignment assignment(int number, int count) {
    return new Assignment(
        number,
        count,
        new TreeMap<>(Map.of("profile", "smoke")),
        "run",
        List.of(URI.create("http://127.0.0.1:1")),
        "seed.json",
        folder().injector(number).path().toString());
  }
}
