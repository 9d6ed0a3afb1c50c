package chaos.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DrawTest {
  private static final List<String> FAULTS =
      List.of("pod-frozen", "pod-killed", "redis-killed", "pods-replaced", "database-slow");

  @Test
  void isTheSameFromTheSameSeed() {
    Schedule first = draw(7, 4, 2);

    assertThat(draw(7, 4, 2)).isEqualTo(first);
    assertThat(draw(8, 4, 2)).isNotEqualTo(first);
    assertThat(Schedule.parse(first.text(), FAULTS)).isEqualTo(first);
    assertThat(first.steps()).hasSize(4);
  }

  @Test
  void neverHasMoreFaultsAtOnceThanPartsMayBeDisturbedTheirRepairIncluded() {
    for (int partsMax = 1; partsMax <= 3; partsMax++) {
      for (long seed = 0; seed < 100; seed++) {
        Schedule schedule = draw(seed, 5, partsMax);
        assertThat(atOnce(schedule))
            .as("%s with %d at once", schedule.text(), partsMax)
            .isLessThanOrEqualTo(partsMax);
      }
    }
  }

  @Test
  void hasFaultsAtOnceWhereTheyMayBe() {
    long seeds = 0;
    for (long seed = 0; seed < 100; seed++) {
      seeds += atOnce(draw(seed, 5, 2)) == 2 ? 1 : 0;
    }
    assertThat(seeds).isGreaterThan(50);
  }

  @Test
  void lastsAsLongAsWhatIsOverWhenItIsInjectedTakes() {
    for (long seed = 0; seed < 100; seed++) {
      assertThat(draw(seed, 5, 1).steps())
          .filteredOn(step -> step.fault().equals("pods-replaced"))
          .allSatisfy(
              step ->
                  assertThat(step.duration().toSeconds())
                      .isEqualTo(Expectations.of("pods-replaced", "embedded").seconds()));
    }
  }

  @Test
  void isTheFirstThatIsPossibleOrNone() {
    var draw = new Draw("embedded", FAULTS, 1, 1);

    assertThat(draw.first(1, found -> found.text().startsWith("redis-killed")))
        .hasValueSatisfying(found -> assertThat(found.steps()).hasSize(1));
    assertThat(draw.first(1, _ -> false)).isEmpty();
  }

  private static Schedule draw(long seed, int count, int partsMax) {
    return new Draw("embedded", FAULTS, count, partsMax).first(seed, _ -> true).orElseThrow();
  }

  /** The most steps that are in force or in repair at one second. */
  private static long atOnce(Schedule schedule) {
    long most = 0;
    for (Step each : schedule.steps()) {
      most =
          Math.max(
              most,
              schedule.steps().stream()
                  .filter(other -> other.offset().compareTo(each.offset()) <= 0)
                  .filter(other -> each.offset().compareTo(repaired(other)) < 0)
                  .count());
    }
    return most;
  }

  private static Duration repaired(Step step) {
    return step.end().plusSeconds(Expectations.of(step.fault(), "embedded").repairSeconds());
  }
}
