package loadtests.run;

import environments.Environment;
import java.net.URI;
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

  private final Deployment deployment;
  private final Environment environment;
  private final Recorder recorder;

  private Besides(Deployment deployment, Environment environment, Recorder recorder) {
    this.deployment = deployment;
    this.environment = environment;
    this.recorder = recorder;
  }

  /**
   * Begins what is to see all of the load: the watch of an autoscaler, and the probe, whose signing
   * in takes seconds. To be called before the load is on the clock.
   */
  static Besides begin(
      LoadSettings settings, Environment environment, SeedData data, Recorder recorder) {
    var besides = new Besides(settings.profile().deployment(), environment, recorder);
    if (besides.deployment.podsMax() > 0) {
      besides.watchScaling();
    }
    if (besides.deployment.updated()) {
      String run = recorder.folder().id();
      besides.probe(Learners.beside(data, settings.load(), Probe.LEARNERS, run));
    }
    return besides;
  }

  private void watchScaling() {
    var record = new ScalingRecord(recorder);
    ends.push(record::close);
    ends.push(environment.watchScaling(record));
  }

  private void probe(List<Learner> visitors) {
    URI base = environment.pods().getFirst();
    ends.push(Probe.start(base, visitors, recorder.load(), recorder.folder().probe())::close);
  }

  /** The load is on the clock now: the deployment is changed from its measured phase on. */
  void loadBegins(Timeline timeline) {
    if (deployment.updated()) {
      Phase measured =
          timeline.plan().phases().stream().filter(Phase::measured).findFirst().orElseThrow();
      long begin = timeline.begins(measured) + CALM_BEFORE_CHANGES.toMillis();
      ends.push(Updates.at(begin, environment.rollouts().orElseThrow(), recorder)::close);
    }
  }

  /** Ends all of it, what began last first: it needs what began before. */
  @Override
  public synchronized void close() {
    while (!ends.isEmpty()) {
      ends.pop().run();
    }
  }
}
