package loadtests.run;

import environments.Environment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import loadtests.learners.Learner;
import loadtests.learners.SeedData;
import loadtests.pace.Timeline;
import loadtests.plan.Deployment;
import loadtests.plan.Phase;
import loadtests.probe.Probe;
import loadtests.record.Recorder;
import loadtests.record.ScalingRecord;
import loadtests.settings.LoadSettings;
import loadtests.updates.Updates;

/** What goes on beside a load: changes of the deployment with a probe, and an autoscaler. */
final class Besides implements AutoCloseable {
  private static final Duration CALM_BEFORE_CHANGES = Duration.ofSeconds(10);

  private final Deque<Runnable> ends = new ArrayDeque<>();

  /** Begins what the profile asks for; later parts need earlier ones and end before them. */
  static Besides begin(
      LoadSettings settings,
      Environment environment,
      SeedData data,
      Recorder recorder,
      Timeline timeline) {
    var besides = new Besides();
    Deployment deployment = settings.profile().deployment();
    if (deployment.podsMax() > 0) {
      besides.watchScaling(environment, recorder);
    }
    if (deployment.updated()) {
      List<Learner> visitors =
          Learners.beside(data, settings.load(), Probe.LEARNERS, recorder.folder().id());
      besides.change(environment, visitors, recorder, timeline);
    }
    return besides;
  }

  private void watchScaling(Environment environment, Recorder recorder) {
    var record = new ScalingRecord(recorder);
    ends.push(record::close);
    ends.push(environment.watchScaling(record));
  }

  private void change(
      Environment environment, List<Learner> visitors, Recorder recorder, Timeline timeline) {
    Probe probe =
        Probe.start(
            environment.pods().getFirst(), visitors, recorder.load(), recorder.folder().probe());
    ends.push(probe::close);
    Phase measured =
        timeline.plan().phases().stream().filter(Phase::measured).findFirst().orElseThrow();
    long begin = timeline.begins(measured) + CALM_BEFORE_CHANGES.toMillis();
    ends.push(Updates.at(begin, environment.rollouts().orElseThrow(), recorder)::close);
  }

  @Override
  public synchronized void close() {
    while (!ends.isEmpty()) {
      ends.pop().run();
    }
  }
}
