package loadtests.record;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import loadtests.pace.Timeline;
import loadtests.plan.Kind;
import loadtests.plan.Phase;
import loadtests.plan.Schedule;
import loadtests.plan.Shape;
import org.jspecify.annotations.Nullable;

/** A plan laid on the clock, as run.json keeps it. */
final class Phases {
  private Phases() {}

  static List<reports.run.Phase> of(Timeline timeline) {
    return timeline.plan().phases().stream().map(phase -> phase(timeline, phase)).toList();
  }

  private static reports.run.Phase phase(Timeline timeline, Phase phase) {
    @Nullable Schedule schedule = phase.schedule().orElse(null);
    return new reports.run.Phase(
        phase.name(),
        phase.measured(),
        timeline.begins(phase),
        timeline.ends(phase),
        users(phase.shape()),
        phase.shape() instanceof Shape.Open open ? open.requestsPerSecond() : null,
        phase.shape() instanceof Shape.Closed closed
            ? closed.thinkMean().toMillis() / 1000.0
            : null,
        planned(phase.planned()),
        schedule == null ? null : schedule.journeys(),
        schedule == null ? null : schedule.requestsPerJourney(),
        schedule == null ? List.of() : Arrays.stream(schedule.offsetsMillis()).boxed().toList());
  }

  private static @Nullable Integer users(Shape shape) {
    return switch (shape) {
      case Shape.SignIns signIns -> signIns.users();
      case Shape.Closed closed -> closed.users();
      case Shape.Exam exam -> exam.users();
      case Shape.Open _, Shape.Idle _ -> null;
    };
  }

  private static SortedMap<String, Long> planned(Map<Kind, Integer> planned) {
    var byTitle = new TreeMap<String, Long>();
    planned.forEach((kind, count) -> byTitle.put(kind.title(), count.longValue()));
    return byTitle;
  }
}
