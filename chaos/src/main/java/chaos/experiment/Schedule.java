package chaos.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import loadtests.plan.Seeds;
import loadtests.settings.Nearest;
import loadtests.settings.SettingRefused;

/**
 * Which faults are in force when, from the begin of the measured phase. Steps that overlap are in
 * force at once, others one after the other. Immutable.
 *
 * @param steps in the order of their injection, at least one
 */
public record Schedule(List<Step> steps) {
  private static final Duration DRAWN_FIRST = Duration.ofSeconds(10);
  private static final int DRAWN_SECONDS_MIN = 3;
  private static final int DRAWN_SECONDS_MAX = 10;

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

  /**
   * Draws one: the same seed, the same schedule. Its steps follow or overlap each other by chance,
   * and the last third of the phase is left for recovery.
   *
   * @param faults to be drawn from
   * @param phase how long the measured phase is
   * @param count how many steps
   */
  public static Schedule drawn(long seed, List<String> faults, Duration phase, int count) {
    SplittableRandom random = Seeds.stream(seed, "schedule", 0);
    long last = Math.max(DRAWN_FIRST.toSeconds(), phase.toSeconds() * 2 / 3 - DRAWN_SECONDS_MAX);
    List<Step> steps = new ArrayList<>();
    for (int step = 0; step < count; step++) {
      steps.add(
          new Step(
              faults.get(random.nextInt(faults.size())),
              Duration.ofSeconds(random.nextLong(DRAWN_FIRST.toSeconds(), last + 1)),
              Duration.ofSeconds(random.nextInt(DRAWN_SECONDS_MIN, DRAWN_SECONDS_MAX + 1))));
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
