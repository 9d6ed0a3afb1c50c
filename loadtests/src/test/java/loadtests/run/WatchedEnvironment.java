package loadtests.run;

import environments.DatabaseAccess;
import environments.Environment;
import environments.Placement;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An environment whose end is told.
 *
 * @param ended is run each time that it was closed
 */
record WatchedEnvironment(Environment environment, Runnable ended) implements Environment {
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
    return environment.seedFile();
  }

  @Override
  public Optional<DatabaseAccess> database() {
    return environment.database();
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
  public void leaveEndToCaller() {
    environment.leaveEndToCaller();
  }

  @Override
  public void close() {
    environment.close();
    ended.run();
  }
}
