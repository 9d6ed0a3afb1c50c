package loadtests.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import loadtests.profiles.Profiles;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShardTest {
  @Property(tries = 200)
  void allShardsTogetherAreEverythingOnce(
      @ForAll @IntRange(min = 1, max = 16) int count, @ForAll @IntRange(max = 500) int all) {
    List<Integer> numbers = IntStream.range(0, all).boxed().toList();
    var union = new ArrayList<Integer>();
    for (int index = 0; index < count; index++) {
      var shard = new Shard(index, count);
      List<Integer> own = IntStream.range(0, shard.size(all)).map(shard::number).boxed().toList();
      assertThat(shard.of(numbers)).isEqualTo(own);
      for (int nth = 0; nth < own.size(); nth++) {
        assertThat(shard.place(own.get(nth))).isEqualTo(nth);
      }
      union.addAll(own);
    }
    assertThat(union).containsExactlyInAnyOrderElementsOf(numbers);
  }

  @Property(tries = 200)
  void noShardIsLargerThanAnotherByMoreThanOne(
      @ForAll @IntRange(min = 1, max = 16) int count, @ForAll @IntRange(max = 500) int all) {
    int[] sizes =
        IntStream.range(0, count).map(index -> new Shard(index, count).size(all)).toArray();

    assertThat(Arrays.stream(sizes).max().orElseThrow())
        .isLessThanOrEqualTo(Arrays.stream(sizes).min().orElseThrow() + 1);
  }

  @Test
  void theInstantsOfAllShardsAreThoseOfThePlanOfOneInjector() {
    for (Profile profile : Profiles.ALL) {
      for (Phase phase : profile.plan(profile.defaults()).phases()) {
        phase
            .schedule()
            .ifPresent(
                schedule ->
                    assertThat(merged(schedule, 3))
                        .as("%s of %s", phase.name(), profile.name())
                        .isEqualTo(schedule.offsetsMillis()));
      }
    }
  }

  @Test
  void everyInjectorComputesTheSamePlanFromTheSeed() {
    for (Profile profile : Profiles.ALL) {
      Plan one = profile.plan(profile.defaults());
      Plan another = profile.plan(profile.defaults());
      var shard = new Shard(2, 4);
      for (int i = 0; i < one.phases().size(); i++) {
        Phase phase = one.phases().get(i);
        Phase same = another.phases().get(i);
        phase
            .schedule()
            .ifPresent(
                schedule ->
                    assertThat(schedule.of(shard).offsetsMillis())
                        .isEqualTo(same.schedule().orElseThrow().of(shard).offsetsMillis()));
      }
    }
  }

  @Test
  void theLeadOfAShardFitsItsOwnRamp() {
    var shard = new Shard(1, 4);
    Schedule own =
        Schedule.draw(500, Duration.ofSeconds(60), 10, Seeds.stream(3, "rate", 0)).of(shard);
    long lead = own.lead(Duration.ofSeconds(2)).toMillis();

    for (int i = 0; i < own.journeys(); i++) {
      long started = 60_000L * (i + 1) / own.journeys() - lead;
      assertThat(started).isLessThanOrEqualTo(own.offsetMillis(i) - 2_000L);
    }
  }

  @Test
  void thereIsNoShardBeyondTheCount() {
    assertThatThrownBy(() -> new Shard(4, 4)).hasMessage("there is no shard 4 of 4");
    assertThatThrownBy(() -> new Shard(1, 4).place(6)).hasMessage("6 is not in shard 1 of 4");
  }

  private static int[] merged(Schedule schedule, int count) {
    return IntStream.range(0, count)
        .flatMap(index -> Arrays.stream(schedule.of(new Shard(index, count)).offsetsMillis()))
        .sorted()
        .toArray();
  }
}
