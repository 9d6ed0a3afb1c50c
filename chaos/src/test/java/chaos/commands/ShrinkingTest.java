package chaos.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chaos.experiment.ExperimentPlan;
import chaos.experiment.Experiments;
import chaos.experiment.Schedule;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class ShrinkingTest {
  private static final Schedule THREE =
      Schedule.parse("a@1s+1s,b@2s+1s,c@3s+1s", List.of("a", "b", "c"));

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void saysTheSmallestThatFailsAndHowOften() {
    assertThat(shrink(plan -> plan.schedule().text().contains("b@"))).isEqualTo(1);

    assertThat(written.toString(StandardCharsets.UTF_8))
        .contains("the smallest that fails (failed in 2 of 2 runs):", "  repeat b@2s+1s");
  }

  @Test
  void hasNothingToShrinkWhereNothingFails() {
    assertThat(shrink(_ -> false)).isZero();

    assertThat(written.toString(StandardCharsets.UTF_8))
        .contains("failed in 0 of 3 runs", "there is nothing to shrink");
  }

  @Test
  void stopsAtARefusalAndTakesItForNoSuccess() {
    var made = new AtomicInteger();
    Function<ExperimentPlan, Outcome> refused =
        plan -> {
          made.incrementAndGet();
          return Outcome.without(plan.name(), Outcome.SKIPPED, "two parts at once");
        };

    assertThatThrownBy(() -> made(refused))
        .isInstanceOfSatisfying(
            Shrinking.NoRun.class,
            stopped -> assertThat(stopped.outcome().why()).isEqualTo("two parts at once"));
    assertThat(made).hasValue(1);
    assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("nothing to shrink");
  }

  private int shrink(Predicate<ExperimentPlan> fails) {
    return made(plan -> Outcome.ofRun(plan.name(), fails.test(plan) ? 1 : 0, "run"));
  }

  private int made(Function<ExperimentPlan, Outcome> make) {
    Function<Schedule, ExperimentPlan> experiment =
        steps -> Experiments.in("embedded").adHoc(steps, "steady", 1);
    return new Shrinking(
            experiment.apply(THREE),
            experiment,
            make,
            plan -> "repeat " + plan.schedule().text(),
            new PrintStream(written, true, StandardCharsets.UTF_8))
        .shrink();
  }
}
