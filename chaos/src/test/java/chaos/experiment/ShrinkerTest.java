package chaos.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ShrinkerTest {
  private static final List<Integer> EIGHT = IntStream.range(0, 8).boxed().toList();

  @Test
  void findsExactlyTheElementsThatMustBeTogether() {
    for (int set = 1; set < 256; set++) {
      List<Integer> needed = BitSet.valueOf(new long[] {set}).stream().boxed().toList();

      assertThat(Shrinker.shrink(EIGHT, part -> part.containsAll(needed))).isEqualTo(needed);
    }
  }

  @Test
  void findsAPartThatPassesWithoutAnyOneOfItsElementsWhateverTheTest() {
    for (int seed = 0; seed < 500; seed++) {
      int salt = seed;
      Set<List<Integer>> failing = new HashSet<>();
      List<Integer> found =
          Shrinker.shrink(
              EIGHT,
              part -> {
                boolean fails = part.equals(EIGHT) || (part.hashCode() * 31 + salt) % 3 == 0;
                if (fails) {
                  failing.add(part);
                }
                return fails;
              });

      assertThat(found.equals(EIGHT) || failing.contains(found)).isTrue();
      for (int left = 0; found.size() > 1 && left < found.size(); left++) {
        List<Integer> rest = new ArrayList<>(found.subList(0, left));
        rest.addAll(found.subList(left + 1, found.size()));
        assertThat((rest.hashCode() * 31 + salt) % 3).isNotZero();
      }
    }
  }

  @Test
  void leavesAloneWhatFailsAsAWholeOnly() {
    assertThat(Shrinker.shrink(EIGHT, part -> part.size() == 8)).isEqualTo(EIGHT);
    assertThat(Shrinker.shrink(List.of(1), _ -> true)).containsExactly(1);
  }

  @Test
  void neverTriesNothing() {
    assertThat(Shrinker.shrink(EIGHT, part -> !part.isEmpty())).hasSize(1);
  }

  @Test
  void givesAFailureRateAndStopsWhenEnoughIsKnown() {
    Iterator<Boolean> flaky = List.of(false, true, false, true, false).iterator();

    assertThat(FailureRate.of(5, 2, flaky::next)).hasToString("failed in 2 of 4 runs");
    assertThat(FailureRate.of(3, 1, () -> false)).hasToString("failed in 0 of 3 runs");
  }
}
