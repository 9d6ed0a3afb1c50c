package chaos.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chaos.faults.Fault;
import chaos.faults.FaultFailed;
import chaos.faults.Injection;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HandsTest {
  private static final Fault MARKING = new Made.Marking();
  private static final Path WORK = Path.of("/nowhere");

  @Test
  void neverTakesAPodThatIsInHands() throws Exception {
    for (long seed = 0; seed < 50; seed++) {
      var hands = new Hands(Made.site(WORK, "pod-1", "pod-2", "pod-3"), 3);
      Set<String> taken = new HashSet<>();
      for (int n = 0; n < 3; n++) {
        taken.add(hands.take(MARKING, new SplittableRandom(seed)).target());
      }
      assertThat(taken).containsExactlyInAnyOrder("pod-1", "pod-2", "pod-3");
    }
  }

  @Test
  void refusesMorePartsThanMayBeDisturbedAndSaysWhich() throws Exception {
    var hands = new Hands(Made.site(WORK, "pod-1", "pod-2"), 1);
    Injection first = hands.take(MARKING, new SplittableRandom(1));

    assertThatThrownBy(() -> hands.take(MARKING, new SplittableRandom(1)))
        .isInstanceOf(FaultFailed.class)
        .hasMessageStartingWith("marking would disturb 2 parts at once (" + first.target())
        .hasMessageEndingWith("and 1 may be");

    hands.release(first);
    assertThat(hands.take(MARKING, new SplittableRandom(1)).target()).isEqualTo(first.target());
  }

  @Test
  void refusesWhatTheFaultRefusesOfWhatIsLeft() throws Exception {
    var hands = new Hands(Made.site(WORK, "pod-1"), 2);
    hands.take(MARKING, new SplittableRandom(1));

    assertThatThrownBy(() -> hands.take(MARKING, new SplittableRandom(1)))
        .hasMessage("marking can't be done: no pod is left");
  }
}
