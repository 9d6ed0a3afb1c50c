package reports.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reports.judge.MeasuredRun;
import reports.run.EnvironmentFacts;
import reports.run.Run;

class LikenessTest {
  private static final MeasuredRun BEFORE = run("before", "pod", "embedded", 1, "large", 300);

  private static MeasuredRun run(
      String id, String profile, String environment, int pods, String size, int rate) {
    SyntheticMeasurement measurement = new SyntheticMeasurement(1);
    measurement.requestsPerSecond = rate;
    MeasuredRun measured = measurement.run(id);
    Run asked = measured.run();
    return new MeasuredRun(
        new Run(
            1,
            id,
            profile,
            environment,
            "commit of " + id,
            1,
            new TreeMap<>(),
            List.of(),
            asked.begin(),
            asked.end(),
            asked.ending(),
            List.of(),
            asked.phases(),
            new TreeMap<>()),
        Optional.of(
            new EnvironmentFacts(
                environment,
                pods,
                1.0,
                null,
                768,
                id.length(),
                false,
                false,
                size,
                1L,
                null,
                null,
                null,
                new TreeMap<>())),
        List.of(),
        measured.phases());
  }

  @ParameterizedTest
  @CsvSource({
    "rate,embedded,1,large,300,the profile is pod in A and rate in B",
    "pod,containers,1,large,300,the environment is embedded in A and containers in B",
    "pod,embedded,2,large,300,the number of pods is 1 in A and 2 in B",
    "pod,embedded,1,small,300,the size of the data is large in A and small in B",
    "pod,embedded,1,large,200,"
        + "the load of rate is 300.0 requests a second in A and 200.0 requests a second in B",
  })
  void refusesRunsThatCantBeComparedInOneLine(
      String profile, String environment, int pods, String size, int rate, String why) {
    MeasuredRun after = run("after", profile, environment, pods, size, rate);
    assertThatThrownBy(() -> Comparer.compare(BEFORE, after))
        .isInstanceOf(Incomparable.class)
        .hasMessageStartingWith("before and after can't be compared: ")
        .hasMessageContaining(why)
        .message()
        .hasLineCount(1);
  }

  @Test
  void saysWhatElseIsNotTheSame() {
    Comparison comparison =
        Comparer.compare(BEFORE, run("after", "pod", "embedded", 1, "large", 300));
    assertThat(comparison.differsIn())
        .containsExactly(
            "the commit is commit of before in A and commit of after in B",
            "the number of database connections of a pod is 6 in A and 5 in B");
    assertThat(ComparisonTable.render(comparison, false)).contains("Not the same: the commit");
  }
}
