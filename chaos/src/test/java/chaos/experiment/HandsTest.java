package chaos.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chaos.faults.Fault;
import chaos.faults.FaultFailed;
import chaos.faults.Faults;
import chaos.faults.Injection;
import chaos.faults.Site;
import environments.Link;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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

  @Test
  void refusesASecondFaultThatDecidesWhereALinkLeadsAndTakesAToxicBesideIt() throws Exception {
    var link =
        new Link(
            "redis",
            URI.create("http://127.0.0.1:8474"),
            "redis",
            InetSocketAddress.createUnresolved("127.0.0.1", 1),
            "127.0.0.1:6379",
            "127.0.0.1");
    var site =
        new Site("embedded", List.of(), List.of(link), Optional.empty(), Optional.empty(), WORK);
    var hands = new Hands(site, 3);
    Fault refusing = Faults.named("redis-refusing").orElseThrow();
    Injection first = hands.take(refusing, new SplittableRandom(1));

    hands.take(Faults.named("redis-slow").orElseThrow(), new SplittableRandom(1));
    assertThatThrownBy(() -> hands.take(refusing, new SplittableRandom(1)))
        .isInstanceOf(FaultFailed.class)
        .hasMessage(
            "redis-refusing can't be done: another fault that is in force then decides"
                + " where link redis leads");

    hands.release(first);
    assertThat(hands.take(refusing, new SplittableRandom(1)).target()).isEqualTo("link redis");
  }
}
