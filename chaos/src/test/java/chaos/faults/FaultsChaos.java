package chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import environments.EnvironmentSettings;
import environments.Preparation;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reports.run.Experiment.FaultRecord;

/**
 * Every fault of the embedded environment with an injector that does nothing, which its witness
 * must not take for the fault, and some as they are.
 */
final class FaultsChaos {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final double CALM_LOAD = 0.4;

  /** Long enough to be asked ten times. */
  private static final long IDLE_MILLIS = 2_500;

  /** Some witnesses need as long for one look. */
  private static final long FAULT_MILLIS = 1_500;

  /** A clock is looked up once a second, by the pod and by what writes its answers. */
  private static final long CLOCK_MILLIS = 4_000;

  /** One of each way to break something that shows without writes; experiments have the others. */
  private static final List<String> TRIED =
      List.of(
          "pod-killed",
          "pod-frozen",
          "pod-cpu-stolen",
          "pod-clock-skewed",
          "database-frozen",
          "database-slow",
          "database-narrow",
          "database-refusing",
          "database-cut-midway",
          "redis-killed",
          "redis-cut-midway",
          "edge-narrow",
          "edge-slow-close",
          "edge-reset",
          "edge-black-hole");

  @TempDir private static Path folder;
  private static Trial trial;
  private static Map<String, FaultRecord> idle;

  @BeforeAll
  static void open() {
    trial =
        Trial.in(
            EnvironmentSettings.embedded()
                .withData("small", 7)
                .withPods(2)
                .withFaults(EnumSet.allOf(Preparation.class)),
            1,
            folder);
    idle = trial.useDoingNothing(withTraces().toList(), IDLE_MILLIS);
  }

  @AfterAll
  static void close() throws InterruptedException {
    trial.close();
  }

  static Stream<String> withTraces() {
    return trial.possible().filter(name -> !name.equals("no-fault"));
  }

  static Stream<String> tried() {
    return withTraces().filter(TRIED::contains);
  }

  @ParameterizedTest
  @MethodSource("withTraces")
  void noWitnessSeesAFaultWhoseInjectorDoesNothing(String name) {
    Trial.demandUnseen(idle, name);
  }

  @ParameterizedTest
  @MethodSource("tried")
  void aFaultIsSeenByItsWitnessAndUndone(String name) throws Exception {
    if (name.equals("pod-cpu-stolen")) {
      awaitCalm();
    }
    trial.demandSeenAndUndone(name, millis(name));
  }

  private static long millis(String name) {
    return name.equals("pod-clock-skewed") ? CLOCK_MILLIS : FAULT_MILLIS;
  }

  /**
   * Whoever keeps a CPU busy meanwhile, such as a pod that has just started, steals from nobody.
   */
  private static void awaitCalm() throws InterruptedException {
    var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (machine.getCpuLoad() > CALM_LOAD) {
      assertThat(System.nanoTime()).as("it took longer than " + PATIENCE).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }
}
