package environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PlacementTest {
  @Test
  void givesEachPodACpuOfItsOwnAndTheOthersToTheRest() {
    assertThat(Placement.of(List.of(0, 1, 2, 3), 2, Set.of()))
        .isEqualTo(new Placement(List.of(3, 2), List.of(0, 1), false));
    assertThat(Placement.of(List.of(0, 1), 1, Set.of()))
        .isEqualTo(new Placement(List.of(1), List.of(0), false));
  }

  @Test
  void saysThatCoresAreSharedWhereThereAreTooFew() {
    assertThat(Placement.of(List.of(0, 1), 2, Set.of()).sharedCores()).isTrue();
    assertThat(Placement.of(List.of(0), 1, Set.of()).sharedCores()).isTrue();
  }

  @Test
  void saysThatCoresAreSharedWhereAnotherRunHasThem() {
    assertThat(Placement.of(List.of(0, 1, 2), 1, Set.of(2)).sharedCores()).isTrue();
    assertThat(Placement.of(List.of(0, 1, 2), 1, Set.of(0)).sharedCores()).isFalse();
  }

  @Test
  void letsTheLoadGoFirstWhereNoCpuIsThePodsAlone() throws Exception {
    assertThat(Placement.of(List.of(0, 1), 1, Set.of()).goFirst()).isEmpty();
    assertThat(Placement.none(List.of(0, 1)).goFirst()).isEmpty();
    Placement everywhere = new Placement(List.of(), List.of(0, 1), true);

    Optional<String> said = everywhere.goFirst();

    try {
      assertThat(said).isPresent();
      // Whether it may depends on who runs this.
      assertThat(said.orElseThrow().contains("may not")).isEqualTo(!urgent());
    } finally {
      everywhere.goAmongOthers();
    }
    assertThat(urgent()).isFalse();
  }

  /** The policy is the 41st field, behind a name that may have spaces: 1 is first in, first out. */
  private static boolean urgent() throws Exception {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[38].equals("1");
  }

  @Test
  void readsTheKernelsLists() {
    assertThat(Cpus.parse("0-3,8\n")).containsExactly(0, 1, 2, 3, 8);
    assertThat(Cpus.parse("5")).containsExactly(5);
  }
}
