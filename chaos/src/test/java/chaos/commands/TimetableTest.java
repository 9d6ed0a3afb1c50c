package chaos.commands;

import static org.assertj.core.api.Assertions.assertThat;

import chaos.experiment.ExperimentPlan;
import chaos.experiment.Experiments;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import loadtests.settings.ProjectRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimetableTest {
  @ParameterizedTest
  @ValueSource(strings = {"embedded", "containers", "k3s"})
  void allExperimentsOfAnEnvironmentArePlannedToFitIntoTheirTime(String environment) {
    Timetable planned = Timetable.in(environment);

    assertThat(planned.experiments()).isPositive();
    assertThat(planned.time()).isLessThanOrEqualTo(Timetable.MOST);
  }

  /** Where this machine lacks what some faults need, fewer experiments take no longer. */
  @ParameterizedTest
  @ValueSource(strings = {"embedded", "containers", "k3s"})
  void theDecisionsSayHowLongThatIs(String environment) throws IOException {
    String decisions = Files.readString(ProjectRoot.find().resolve("docs/decisions.md"));
    Matcher stated =
        Pattern.compile("`%s` (\\d+) experiments in (\\d+) minutes".formatted(environment))
            .matcher(decisions);
    Timetable planned = Timetable.in(environment);

    assertThat(stated.find()).as("planned now: " + planned.text()).isTrue();
    int experiments = Integer.parseInt(stated.group(1));
    long minutes = Long.parseLong(stated.group(2));
    assertThat(planned.experiments()).as(planned.text()).isLessThanOrEqualTo(experiments);
    if (planned.experiments() == experiments) {
      assertThat(planned.minutes()).as(planned.text()).isEqualTo(minutes);
    } else {
      assertThat(planned.minutes()).as(planned.text()).isLessThanOrEqualTo(minutes);
    }
  }

  @Test
  void theFirstOfALoadTakesItsBaselineAndTheFirstOfACompositionItsEnvironmentAsWell() {
    Experiments all = Experiments.in("embedded");
    ExperimentPlan killed = all.named("pod-killed").orElseThrow();
    Duration alone = Timetable.needed(killed, "embedded", true, true);

    assertThat(Timetable.needed(killed, "embedded", false, true))
        .isGreaterThan(alone.plus(Timetable.measured(all.control(killed))));
    assertThat(Timetable.needed(killed, "embedded", true, false)).isGreaterThan(alone);
    ExperimentPlan control = all.named(Experiments.CONTROL).orElseThrow();
    assertThat(Timetable.needed(control, "embedded", false, true))
        .as("the control is a baseline itself")
        .isEqualTo(Timetable.needed(control, "embedded", true, true));
  }
}
