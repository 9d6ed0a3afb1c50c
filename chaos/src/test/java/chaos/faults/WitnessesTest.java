package chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What witnesses make of what a busy machine shows, and of what a fault shows. */
final class WitnessesTest {
  private static final int NARROW = 12;
  private static final long PAGE = 21_866;

  @Test
  void aNarrowLinkIsSeenWhereEveryTransferIsSlow() throws Exception {
    Witness witness = transfers(20, 1_830, 1_900, 1_850);

    assertThat(witness.fired(witness.look(), witness.look())).isTrue();
  }

  @Test
  void aTransferThatABusyMachineDelaysIsNoNarrowLink() throws Exception {
    Witness witness = transfers(20, 1_830, 1_900, 600);

    assertThat(witness.fired(witness.look(), witness.look())).isFalse();
  }

  @Test
  void aTransferThatIsLateButFasterThanTheNarrowLinkIsNone() throws Exception {
    Witness witness = transfers(20, 1_100, 1_100, 1_100);

    assertThat(witness.fired(witness.look(), witness.look())).isFalse();
  }

  @Test
  void aTransferThatFailsShowsNoNarrowLink() throws Exception {
    Witness witness = transfers(20);
    String before = witness.look();
    String during = witness.look();

    assertThat(during).startsWith("no answer");
    assertThat(witness.fired(before, during)).isFalse();
  }

  private static Witness transfers(Integer... millis) {
    Queue<Integer> left = new ArrayDeque<>(Arrays.asList(millis));
    return new Narrow.Transfer(
        "edge",
        NARROW,
        () -> {
          Integer next = left.poll();
          if (next == null) {
            throw new IOException("timed out");
          }
          return new Narrow.Fetched(PAGE, next);
        });
  }

  @Test
  void aPodThatGetsATenthOfACpuIsThrottledWithLittleCpuEachTime() {
    Witness witness = new CpuThrottled.ThrottlingWitness(1);

    assertThat(witness.fired(throttled(0, 300), throttled(17, 190))).isTrue();
  }

  /** A limit of one CPU lets it have 100 ms each time. */
  @Test
  void aPodThatIsThrottledByItsOrdinaryLimitIsNotTakenForIt() {
    Witness witness = new CpuThrottled.ThrottlingWitness(1);

    assertThat(witness.fired(throttled(0, 300), throttled(12, 1_900))).isFalse();
    assertThat(witness.fired(throttled(0, 300), throttled(1, 40))).isFalse();
    assertThat(witness.fired(throttled(17, 190), throttled(17, 190))).isFalse();
  }

  private static String throttled(long periods, long millis) {
    return CpuThrottled.ThrottlingWitness.text(periods, millis);
  }

  @Test
  void aCpuIsStolenWhereOthersHaveItInWindowAfterWindow() throws Exception {
    Witness witness = shares(10, 12, 9, 60, 75, 58);

    assertThat(witness.fired(witness.look(), witness.look())).isTrue();
  }

  @Test
  void aCpuThatOthersHaveForAMomentIsNotStolen() throws Exception {
    Witness witness = shares(10, 12, 9, 95, 15, 90);

    assertThat(witness.fired(witness.look(), witness.look())).isFalse();
  }

  private static Witness shares(Integer... percent) {
    Queue<Integer> left = new ArrayDeque<>(Arrays.asList(percent));
    return new CpuStolen.CpuWitness("/proc/stat", left::remove);
  }

  @Test
  void onlyProgramsOfTheOwnClusterAreCounted() {
    List<String> own = List.of("/docker/node-1/kubepods/besteffort/pod-a/one");
    String root = BadDeployment.ProgramCount.cluster(own).orElseThrow();
    List<String> found =
        List.of(
            "/docker/node-1/kubepods/burstable/pod-b/two",
            "/docker/node-2/kubepods/burstable/pod-c/three",
            "/docker/container",
            "/user.slice");

    assertThat(root).isEqualTo("/docker/node-1/");
    assertThat(found)
        .filteredOn(group -> BadDeployment.ProgramCount.isIn(root, List.of(group)))
        .containsExactly("/docker/node-1/kubepods/burstable/pod-b/two");
  }
}
