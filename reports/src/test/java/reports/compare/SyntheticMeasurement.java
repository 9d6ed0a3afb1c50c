package reports.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import reports.judge.MeasuredRun;
import reports.judge.MeasuredRun.MeasuredPhase;
import reports.log.PhaseSamples;
import reports.log.PhaseWindow;
import reports.run.Ending;
import reports.run.Phase;
import reports.run.Run;
import reports.statistics.Histogram;
import reports.statistics.Samples;

/**
 * What a run of a system of known truth would have measured. Its response times are log-normal
 * around a level that wanders from second to second (an autoregression whose memory halves in three
 * seconds), one second in sixty stalls, and errors come in bursts: requests are far from
 * independent, as those of real systems are. Fields are set before {@link #run}.
 */
final class SyntheticMeasurement {
  private static final long BEGIN = 1_750_000_000_000L;
  private static final double MEMORY = 0.8;
  private static final double WANDERING = 0.05;
  private static final double SPREAD = 0.4;
  private static final Map<String, Double> KINDS =
      new TreeMap<>(Map.of("lesson page", 0.5, "quiz answer", 0.3, "video position", 0.2));

  int seconds = 60;
  int requestsPerSecond = 300;
  double medianMillis = 60;

  /** The factor on all response times. */
  double slowness = 1;

  /** The share of requests that fail, in ordinary seconds; in one of thirty it is fivefold. */
  double errors = 0.0005;

  private final SplittableRandom random;

  SyntheticMeasurement(long seed) {
    random = new SplittableRandom(seed);
  }

  MeasuredRun run(String id) {
    List<MeasuredPhase> phases = List.of(phase("learners", BEGIN), phase("rate", BEGIN + 100_000));
    return new MeasuredRun(asked(id, phases), Optional.empty(), List.of(), phases);
  }

  private static Run asked(String id, List<MeasuredPhase> phases) {
    return new Run(
        1,
        id,
        "pod",
        "embedded",
        "0123456789",
        1,
        new TreeMap<>(),
        List.of(),
        BEGIN,
        BEGIN + 200_000,
        Ending.FINISHED,
        List.of(),
        phases.stream().map(MeasuredPhase::phase).toList(),
        new TreeMap<>());
  }

  private MeasuredPhase phase(String name, long begin) {
    Map<String, List<Samples.Second>> kinds = new TreeMap<>();
    double level = WANDERING * random.nextGaussian();
    for (int second = 0; second < seconds; second++) {
      level = MEMORY * level + Math.sqrt(1 - MEMORY * MEMORY) * WANDERING * random.nextGaussian();
      double stall = random.nextInt(60) == 0 ? 50 + random.nextInt(200) : 0;
      double failing = errors * (random.nextInt(30) == 0 ? 5 : 1);
      for (Map.Entry<String, Double> kind : KINDS.entrySet()) {
        double expected = requestsPerSecond * kind.getValue();
        kinds
            .computeIfAbsent(kind.getKey(), _ -> new ArrayList<>())
            .add(second(expected, Math.exp(level), stall, failing));
      }
    }
    TreeMap<String, Samples> samples = new TreeMap<>();
    kinds.forEach((kind, all) -> samples.put(kind, new Samples(all)));
    TreeMap<String, Long> planned = new TreeMap<>();
    KINDS.forEach(
        (kind, share) -> planned.put(kind, Math.round(share * requestsPerSecond * seconds)));
    long end = begin + seconds * 1000L;
    return new MeasuredPhase(
        new Phase(
            name,
            true,
            begin,
            end,
            null,
            (double) requestsPerSecond,
            null,
            planned,
            null,
            null,
            List.of()),
        new PhaseSamples(
            new PhaseWindow(name, begin, end), samples, new TreeMap<>(), Samples.nothing(seconds)),
        List.of());
  }

  private Samples.Second second(double expected, double factor, double stall, double failing) {
    int requests =
        (int) Math.max(0, Math.round(expected + Math.sqrt(expected) * random.nextGaussian()));
    int[] successes = new int[requests];
    int failed = 0;
    for (int i = 0; i < requests; i++) {
      if (random.nextDouble() < failing) {
        failed++;
      } else {
        double millis = medianMillis * factor * Math.exp(SPREAD * random.nextGaussian());
        successes[i - failed] = (int) Math.round(slowness * millis + stall * random.nextDouble());
      }
    }
    return new Samples.Second(
        Histogram.ofPrefix(successes, requests - failed), Histogram.of(new int[failed]));
  }
}
