package environments;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An environment in the hands of one run, which outlives it.
 *
 * @param seedNow a seed.json that says what the platform holds now; empty where that is the
 *     environment's own
 * @param returned is run when the run closes it
 */
record Lent(Environment environment, Optional<Path> seedNow, Runnable returned)
    implements Environment {
  @Override
  public String name() {
    return environment.name();
  }

  @Override
  public List<URI> pods() {
    return environment.pods();
  }

  @Override
  public Path seedFile() {
    return seedNow.orElseGet(environment::seedFile);
  }

  @Override
  public Optional<DatabaseAccess> database() {
    return environment.database();
  }

  @Override
  public Optional<Rollouts> rollouts() {
    return environment.rollouts();
  }

  @Override
  public Runnable watchScaling(ScalingListener listener) {
    return environment.watchScaling(listener);
  }

  @Override
  public List<GeneratorPod> generators() {
    return environment.generators();
  }

  @Override
  public List<Part> parts() {
    return environment.parts();
  }

  @Override
  public List<Link> links() {
    return environment.links();
  }

  @Override
  public Map<String, Object> describe() {
    return environment.describe();
  }

  @Override
  public List<Map<String, Object>> others() {
    return environment.others();
  }

  @Override
  public Map<String, Object> sample(Duration patience) {
    return environment.sample(patience);
  }

  @Override
  public Placement placement() {
    return environment.placement();
  }

  @Override
  public void close() {
    returned.run();
  }
}
