package chaos.experiment;

import chaos.faults.Fault;
import chaos.faults.FaultFailed;
import chaos.faults.Faults;
import chaos.faults.Injection;
import chaos.faults.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Goes through a schedule as it would happen, and breaks nothing. */
public final class Rehearsal {
  private Rehearsal() {}

  /** Why an experiment can't be done at a site, a sentence; empty where it can. */
  public static Optional<String> refusal(ExperimentPlan plan, long seed, Site site) {
    try {
      var _ = steps(plan, seed, site, Faults::named);
      return Optional.empty();
    } catch (ExperimentRefused e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /**
   * Its steps, each with what it would break.
   *
   * @throws ExperimentRefused where a fault can't be done, or too much would be broken at once
   */
  static List<StepRun> steps(
      ExperimentPlan plan, long seed, Site site, Function<String, Optional<Fault>> faults) {
    var hands = new Hands(site, plan.limits().partsMax());
    Map<Integer, Injection> held = new LinkedHashMap<>();
    List<StepRun> rehearsed = new ArrayList<>();
    List<Step> all = plan.schedule().steps();
    for (int index = 0; index < all.size(); index++) {
      Step step = all.get(index);
      held.forEach(
          (other, injection) -> {
            if (!all.get(other).overlaps(step)) {
              hands.release(injection);
            }
          });
      Fault fault =
          faults
              .apply(step.fault())
              .orElseThrow(() -> new ExperimentRefused("there is no fault " + step.fault()));
      int copy = plan.schedule().copy(index);
      try {
        Injection injection = hands.take(fault, StepRun.random(seed, step, copy));
        held.put(index, injection);
        rehearsed.add(new StepRun(step, fault, seed, copy, injection));
      } catch (FaultFailed e) {
        throw new ExperimentRefused("at %s: %s".formatted(step.text(), e.getMessage()));
      }
    }
    return rehearsed;
  }
}
