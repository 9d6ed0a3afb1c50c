package chaos.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import chaos.faults.Fault;
import chaos.faults.Faults;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import loadtests.plan.Phase;
import loadtests.settings.LoadSettings;
import org.junit.jupiter.api.Test;

final class ExperimentsTest {
  private static final List<ExperimentPlan> ALL =
      Stream.concat(Experiments.steady().stream(), Experiments.gameDays().stream()).toList();

  @Test
  void thereIsOneForEachFaultTheControlFirst() {
    assertThat(Experiments.steady())
        .extracting(ExperimentPlan::name)
        .containsExactlyElementsOf(Faults.ALL.stream().map(Fault::name).toList())
        .startsWith(Experiments.CONTROL);
  }

  @Test
  void namesAreUniqueAndFound() {
    Set<String> names = new HashSet<>();
    for (ExperimentPlan plan : ALL) {
      assertThat(names.add(plan.name())).as(plan.name()).isTrue();
      assertThat(Experiments.named(plan.name())).contains(plan);
    }
    assertThat(Experiments.named("unknown")).isEmpty();
  }

  @Test
  void hypothesesAreSentences() {
    for (ExperimentPlan plan : ALL) {
      assertThat(plan.hypothesis()).matches("[A-Z].*\\.");
    }
  }

  @Test
  void schedulesNameFaultsThatThereAre() {
    for (ExperimentPlan plan : ALL) {
      assertThat(plan.schedule().steps())
          .as(plan.name())
          .isNotEmpty()
          .allMatch(step -> Faults.named(step.fault()).isPresent());
    }
  }

  @Test
  void theLoadGoesOnAfterTheFaultForLongEnoughToSeeTheRecovery() {
    for (ExperimentPlan plan : ALL) {
      Map<String, String> settings = new HashMap<>(plan.settings());
      settings.put("profile", plan.profile());
      Phase measured =
          LoadSettings.of(settings).plan().phases().stream()
              .filter(Phase::measured)
              .findFirst()
              .orElseThrow();
      Duration rest = measured.duration().minus(plan.schedule().end());
      assertThat(rest.toSeconds())
          .as(plan.name())
          .isGreaterThanOrEqualTo((long) plan.limits().recoverySecondsMax());
    }
  }
}
