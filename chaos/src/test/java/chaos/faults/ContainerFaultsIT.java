package chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;

import environments.EnvironmentSettings;
import environments.Preparation;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reports.run.Experiment.FaultRecord;

/**
 * The faults that only containers have, with an injector that does nothing, which their witnesses
 * must not take for the fault, and as they are.
 */
final class ContainerFaultsIT {
  private static final List<String> OF_CONTAINERS =
      List.of(
          "pod-cpu-throttled",
          "pod-out-of-memory",
          "pod-dns-failing",
          "database-disk-slow",
          "database-disk-full",
          "edge-killed");

  /** As long as an experiment lasts. */
  private static final long IDLE_MILLIS = 10_000;

  private static final long FAULT_MILLIS = 8_000;

  /** So many that a tenth of a CPU is too little for them: eight need 60 ms a second of a pod. */
  private static final int VISITORS = 32;

  @TempDir private static Path folder;
  private static Trial trial;
  private static Map<String, FaultRecord> idle;

  @BeforeAll
  static void open() {
    trial =
        Trial.in(
            EnvironmentSettings.embedded()
                .withName("containers")
                .withData("small", 7)
                .withPods(2)
                .withFaults(EnumSet.allOf(Preparation.class)),
            VISITORS,
            folder);
    idle = trial.useDoingNothing(OF_CONTAINERS, IDLE_MILLIS);
  }

  @AfterAll
  static void close() throws InterruptedException {
    trial.close();
  }

  static Stream<String> ofContainers() {
    return OF_CONTAINERS.stream();
  }

  /** Data on a small file system in memory are on no disk that could be slow. */
  static Stream<String> possibleWithASmallDisk() {
    return ofContainers().filter(name -> !name.equals("database-disk-slow"));
  }

  @ParameterizedTest
  @MethodSource("ofContainers")
  void noWitnessSeesAFaultWhoseInjectorDoesNothing(String name) {
    Trial.demandUnseen(idle, name);
  }

  @ParameterizedTest
  @MethodSource("possibleWithASmallDisk")
  void aFaultIsSeenByItsWitnessAndUndone(String name) throws Exception {
    trial.demandSeenAndUndone(name, FAULT_MILLIS);
  }

  @Test
  void theyAreAllThatContainersHaveBeyondWhatIsTriedInTheEmbeddedEnvironment() {
    assertThat(trial.possible()).containsAll(OF_CONTAINERS);
  }
}
