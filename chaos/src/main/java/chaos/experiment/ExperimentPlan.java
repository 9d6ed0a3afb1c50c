package chaos.experiment;

import environments.Preparation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reports.run.Experiment.Limits;

/**
 * What is to be broken when, under which load, and what is expected to hold.
 *
 * @param name on the command line and in reports
 * @param hypothesis what is expected to hold, in one sentence
 * @param profile the load
 * @param settings of the run beside profile, environment and seed, such as {@code pods}
 * @param environments where it makes sense; none is everywhere
 * @param schedule what is broken when
 * @param limits what it may cost
 * @param preparations what the environment has to be prepared for
 */
public record ExperimentPlan(
    String name,
    String hypothesis,
    String profile,
    Map<String, String> settings,
    List<String> environments,
    Schedule schedule,
    Limits limits,
    Set<Preparation> preparations) {
  /** Copies its collections. */
  public ExperimentPlan {
    settings = Map.copyOf(settings);
    environments = List.copyOf(environments);
    preparations = Set.copyOf(preparations);
  }
}
