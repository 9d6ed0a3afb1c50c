package chaos.experiment;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import loadtests.settings.Nearest;
import loadtests.settings.SettingRefused;

/**
 * Which faults are in force when, from the begin of the measured phase. Steps that overlap are in
 * force at once, others one after the other. Immutable.
 *
 * @param steps in the order of their injection, at least one
 */
public record Schedule(List<Step> steps) {
  /** Sorts its steps. */
  public Schedule {
    if (steps.isEmpty()) {
      throw new SettingRefused("a schedule has at least one step, such as pod-frozen@15s+10s");
    }
    steps = steps.stream().sorted(Step.IN_TIME).toList();
  }

  /** One fault. */
  public static Schedule of(String fault, Duration offset, Duration duration) {
    return new Schedule(List.of(new Step(fault, offset, duration)));
  }

  /**
   * Reads steps that are separated by commas.
   *
   * @param faults the names that there are
   * @throws SettingRefused saying what is wrong and what would be right
   */
  public static Schedule parse(String text, Collection<String> faults) {
    List<Step> steps = Stream.of(text.split(",", -1)).map(String::strip).map(Step::parse).toList();
    for (Step step : steps) {
      if (!faults.contains(step.fault())) {
        throw new SettingRefused(
            "there is no fault '%s'; %s"
                .formatted(
                    step.fault(),
                    Nearest.to(step.fault(), faults)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("./headroom chaos list names all")));
      }
    }
    return new Schedule(steps);
  }

  /** This, and when it is over and a pause has passed, the other from its own begin on. */
  public Schedule then(Duration pause, Schedule other) {
    Duration begin = end().plus(pause);
    Duration first = other.steps().getFirst().offset();
    return beside(
        new Schedule(
            other.steps().stream().map(step -> step.laterBy(begin.minus(first))).toList()));
  }

  /** Both, each at its own time. */
  public Schedule beside(Schedule other) {
    return new Schedule(Stream.concat(steps.stream(), other.steps.stream()).toList());
  }

  /** When the last step is undone. */
  public Duration end() {
    return steps.stream().map(Step::end).max(Duration::compareTo).orElseThrow();
  }

  /** Which of the steps with the same text the {@code index}-th is, counted from 0. */
  int copy(int index) {
    Step step = steps.get(index);
    return (int) steps.subList(0, index).stream().filter(step::equals).count();
  }

  /** The form that {@link #parse} reads. */
  public String text() {
    return steps.stream().map(Step::text).collect(Collectors.joining(","));
  }
}
