package chaos.commands;

import chaos.experiment.ExperimentPlan;
import chaos.experiment.Rehearsal;
import chaos.faults.Fault;
import chaos.faults.Faults;
import chaos.faults.Site;
import java.util.List;
import java.util.Optional;
import loadtests.settings.Nearest;
import loadtests.settings.SettingRefused;

/** Experiments by name, and whether they make sense in an environment. */
final class Choice {
  private Choice() {}

  static List<String> faultNames() {
    return Faults.ALL.stream().map(Fault::name).toList();
  }

  /**
   * One of them by its name.
   *
   * @param what they are called in the message
   * @throws SettingRefused with the nearest name
   */
  static ExperimentPlan among(List<ExperimentPlan> plans, String what, String name) {
    List<String> names = plans.stream().map(ExperimentPlan::name).toList();
    return plans.stream()
        .filter(plan -> plan.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingRefused(
                    "there is no %s '%s'; %s"
                        .formatted(
                            what,
                            name,
                            Nearest.to(name, names)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("./headroom chaos list names all"))));
  }

  /**
   * Why an experiment can't be done in an environment, as far as that is known beforehand.
   *
   * @param seed of all choices
   */
  static Optional<String> refusal(ExperimentPlan plan, String environment, long seed) {
    if (!plan.environments().isEmpty() && !plan.environments().contains(environment)) {
      return Optional.of("it is made for " + String.join(" and ", plan.environments()));
    }
    Site sketch = Sketch.of(environment);
    return plan.schedule().steps().stream()
        .map(step -> refusal(step.fault(), sketch))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> Rehearsal.refusal(plan, seed, sketch));
  }

  private static Optional<String> refusal(String fault, Site site) {
    return Faults.named(fault)
        .map(found -> found.refusal(site))
        .orElse(Optional.of("there is no fault " + fault));
  }
}
