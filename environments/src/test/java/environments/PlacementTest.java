package environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
  void readsTheKernelsLists() {
    assertThat(Cpus.parse("0-3,8\n")).containsExactly(0, 1, 2, 3, 8);
    assertThat(Cpus.parse("5")).containsExactly(5);
  }
}
