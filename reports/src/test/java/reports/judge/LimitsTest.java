package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static reports.judge.Limit.invalid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reports.run.Phase;

/** Each limit of generator, load and machine, just kept and just broken. */
class LimitsTest {
  @TempDir Path runs;

  static Stream<Limit> ofTheGenerator() {
    return Stream.of(
        invalid(
            "start lag p99",
            "rate",
            run -> run.lag = start -> start % 50 == 0 ? 20 : 1,
            run -> run.lag = start -> start % 50 == 0 ? 20.1 : 1,
            "Start lag p99 was 20.1 ms in rate; the limit is 20 ms"),
        invalid(
            "start lag max",
            "rate",
            run -> run.lag = start -> start % 500 == 0 ? 250 : 1,
            run -> run.lag = start -> start % 500 == 0 ? 250.5 : 1,
            "Start lag max was 250.5 ms in rate"),
        invalid(
            "GC pause",
            "rate",
            run -> run.gcPause = second -> second == run.rateBeginSecond() + 3 ? 100 : 0,
            run -> run.gcPause = second -> second == run.rateBeginSecond() + 3 ? 100.1 : 0,
            "GC pause max was 100.1 ms in rate"),
        invalid(
            "generator CPU in one window of ten seconds",
            "rate",
            run -> run.generatorCpu = second -> inWindow(run, second) ? 0.799 : 0.1,
            run -> run.generatorCpu = second -> inWindow(run, second) ? 0.8 : 0.1,
            "Generator CPU, busiest 10 s was 80 % in rate"),
        invalid(
            "starts on time in one window of ten seconds",
            "rate",
            run -> run.neverStarted = start -> start >= 250 && start < 252,
            run -> run.neverStarted = start -> start >= 250 && start < 253,
            "Starts on time, worst 10 s was 98.5 % in rate; the limit is 99 %"),
        invalid(
            "seconds recorded",
            "users",
            run -> run.unrecorded = second -> second >= 30 && second < 36,
            run -> run.unrecorded = second -> second >= 30 && second < 37,
            "Generator recorded was 88.33 % of the seconds in learners"));
  }

  private static boolean inWindow(SyntheticRun run, int second) {
    return second >= run.rateBeginSecond() + 10 && second < run.rateBeginSecond() + 20;
  }

  static Stream<Limit> ofTheLoad() {
    return Stream.of(
        invalid(
            "fewer requests than planned",
            "rate",
            run -> run.notSent = 80,
            run -> run.notSent = 81,
            "7,919 requests were sent in rate and 8,000 were planned"),
        invalid(
            "more requests than planned",
            "rate",
            run -> run.sentTwice = 80,
            run -> run.sentTwice = 81,
            "8,081 requests were sent in rate and 8,000 were planned"),
        invalid(
            "fewer people by Little's law",
            "users",
            run -> run.peopleFactor = 0.951,
            run -> run.peopleFactor = 0.949,
            "makes 379.6 people and 400 were planned"),
        invalid(
            "more people by Little's law",
            "users",
            run -> run.peopleFactor = 1.049,
            run -> run.peopleFactor = 1.051,
            "makes 420.4 people and 400 were planned"),
        invalid(
            "mix",
            "rate",
            run -> run.mixShiftPoints = 1.99,
            run -> run.mixShiftPoints = 2.02,
            "points from the plan; the limit is 2 points"),
        invalid(
            "journeys without a session",
            "rate",
            run -> run.sessionWaits = 8,
            run -> run.sessionWaits = 9,
            "1.13 % of the journeys of rate waited more than 250 ms"),
        new Limit(
            "courses touched",
            "rate",
            run -> run.courses = 100,
            run -> run.courses = 99,
            "NOT PROVEN",
            "show 99 courses; at least 100"),
        new Limit(
            "planned requests from which on courses are expected",
            "rate",
            run -> plannedWith99Courses(run, 1_999),
            run -> plannedWith99Courses(run, 2_000),
            "NOT PROVEN",
            "show 99 courses; at least 100"),
        invalid(
            "mix by chance, in a closed phase",
            "users",
            run -> fewWithMixOff(run, 2.5),
            run -> fewWithMixOff(run, 2.65),
            "points from the plan; the limit is 2.5"));
  }

  /** Only "rate" is measured, and its plan says that it is so long. */
  private static void plannedWith99Courses(SyntheticRun run, long requests) {
    run.courses = 99;
    run.phases =
        phase ->
            phase.thinkMeanSeconds() == null
                ? with(phase, true, plan(phase, requests))
                : with(phase, false, phase.planned());
  }

  /** So few requests in "learners" that chance alone moves shares by more than two points. */
  private static void fewWithMixOff(SyntheticRun run, double points) {
    run.usersSeconds = 40;
    run.mixShiftPoints = points;
  }

  /** So many requests in the mix of a phase. */
  private static SortedMap<String, Long> plan(Phase phase, long requests) {
    SortedMap<String, Long> plan = new TreeMap<>();
    phase
        .planned()
        .forEach((kind, count) -> plan.put(kind, count * requests / phase.plannedRequests()));
    long rounded = requests - plan.values().stream().mapToLong(Long::longValue).sum();
    plan.merge(plan.firstKey(), rounded, Long::sum);
    return plan;
  }

  private static Phase with(Phase phase, boolean measured, SortedMap<String, Long> planned) {
    return new Phase(
        phase.name(),
        measured,
        phase.begin(),
        phase.end(),
        phase.users(),
        phase.requestsPerSecond(),
        phase.thinkMeanSeconds(),
        planned,
        phase.journeys(),
        phase.requestsPerJourney(),
        phase.arrivals());
  }

  @ParameterizedTest
  @MethodSource({"ofTheGenerator", "ofTheLoad"})
  void aMeasurementCountsJustInsideALimitAndNotJustOutside(Limit limit) throws IOException {
    assertThat(limit.judged(runs, limit.inside()).words()).isEqualTo("VERIFIED");
    Verdict outside = limit.judged(runs, limit.outside());
    assertThat(outside.words()).isEqualTo(limit.verdict());
    assertThat(outside.reason()).contains(limit.reason());
  }

  static Stream<Limit> ofTheMachine() {
    return Stream.of(
        new Limit(
            "machine CPU",
            "rate",
            run -> full(run, 0.949, 0.5),
            run -> full(run, 0.95, 0.5),
            "NOT PROVEN",
            "the machine's CPU was 95 % busy in rate while the pods were not full"),
        new Limit(
            "CPU of the pod",
            "rate",
            run -> full(run, 1, 0.9),
            run -> full(run, 1, 0.899),
            "NOT PROVEN",
            "while the pods were not full"));
  }

  private static void full(SyntheticRun run, double machine, double pod) {
    run.latency = (draw, _, _) -> 200 + draw.nextInt(100);
    run.machineCpu = second -> inWindow(run, second) ? machine : 0.5;
    run.podCpu = second -> inWindow(run, second) ? pod : 0.4;
  }

  @ParameterizedTest
  @MethodSource("ofTheMachine")
  void aBrokenLevelRefutesUnlessTheMachineWasFullBeforeThePod(Limit limit) throws IOException {
    assertThat(limit.judged(runs, limit.inside()).words()).isEqualTo("REFUTED");
    Verdict outside = limit.judged(runs, limit.outside());
    assertThat(outside.words()).isEqualTo(limit.verdict());
    assertThat(outside.reason()).contains(limit.reason());
  }

  @ParameterizedTest
  @MethodSource("ofTheLoad")
  void aBrokenLevelRefutesThoughTheLoadWasLessThanPlanned(Limit limit) throws IOException {
    Verdict verdict =
        limit.judged(
            runs,
            run -> {
              limit.outside().accept(run);
              run.latency = (draw, _, _) -> 200 + draw.nextInt(100);
            });
    boolean more = limit.name().startsWith("more");
    // Slower answers make more people by the same law, so "fewer" may hold and "more" breaks more.
    assertThat(verdict.words()).isEqualTo(more ? "INVALID" : "REFUTED");
  }
}
