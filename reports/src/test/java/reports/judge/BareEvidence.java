package reports.judge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import reports.claims.Claim;
import reports.claims.Claims;
import reports.judge.Evidence.PhaseEvidence;
import reports.log.PhaseSamples;
import reports.log.PhaseWindow;
import reports.run.Ending;
import reports.run.EnvironmentFacts;
import reports.run.GeneratorSecond;
import reports.run.Host;
import reports.run.Phase;
import reports.run.Run;
import reports.run.SystemSecond;
import reports.statistics.Samples;

/**
 * Evidence of a run with one measured phase at most, made by hand; fields are set before {@link
 * #of}.
 */
final class BareEvidence {
  static final long BEGIN = 1_750_000_000_000L;

  final Map<String, Object> environment = new TreeMap<>(SyntheticRun.environment());
  final List<SystemSecond> system = new ArrayList<>();
  final SortedMap<String, Samples> samples = new TreeMap<>();
  String phase = "connections";
  int seconds = 60;
  boolean complete = true;

  /** Seconds at the end of the phase that the generator did not record. */
  int unrecorded;

  /** A claim of the project. */
  static Claim claim(String id) {
    return Claims.read(
            Path.of(System.getProperty("headroom.root", "..")).resolve("reports/claims.yaml"))
        .find(id)
        .orElseThrow();
  }

  Evidence of() {
    SortedMap<String, String> nothing = new TreeMap<>();
    long end = BEGIN + seconds * 1000L;
    var measured =
        new Phase(phase, true, BEGIN, end, null, 100.0, null, new TreeMap<>(), 1, 1, List.of());
    var run =
        new Run(
            1,
            "run",
            "connections",
            "embedded",
            "0123456789",
            1,
            nothing,
            List.of(),
            BEGIN,
            end,
            Ending.FINISHED,
            List.of(),
            List.of(measured),
            nothing);
    var host = new Host(1, nothing(), nothing(), new TreeMap<>(environment), List.of());
    Injectors injectors = Injectors.of(run, List.of());
    var window = new PhaseWindow(phase, BEGIN, end);
    return new Evidence(
        run,
        Optional.of(host),
        Optional.<EnvironmentFacts>of(host.facts()),
        List.of(),
        List.of(),
        List.of(
            new PhaseEvidence(
                measured,
                complete,
                new PhaseSamples(
                    window, samples, new TreeMap<>(), Samples.nothing(window.seconds())),
                generator(injectors),
                system)),
        List.of(),
        system,
        List.of(),
        Optional.empty(),
        new ProbeScan(),
        List.of(),
        null,
        injectors,
        Map.of(),
        null,
        true);
  }

  private GeneratorHealth generator(Injectors injectors) {
    var health = new GeneratorHealth(injectors);
    for (int second = 0; second < seconds - unrecorded; second++) {
      health.add(
          1,
          new GeneratorSecond(
              1,
              BEGIN + second * 1000L,
              0.3,
              1,
              0.4,
              3,
              List.of(),
              List.of(1.0),
              List.of(),
              List.of(),
              List.of(120.0),
              50,
              200,
              10,
              null));
    }
    return health;
  }

  private static SortedMap<String, Object> nothing() {
    return new TreeMap<>();
  }
}
