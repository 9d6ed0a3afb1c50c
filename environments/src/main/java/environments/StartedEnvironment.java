package environments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What environments have in common whose pods and database a run started. */
abstract class StartedEnvironment implements Environment {
  private final Lease lease;
  private final Placement placement;
  private final Path seedFile;
  private final DatabaseAccess database;
  private final Sampler sampler;
  private final Map<String, Object> description;

  /**
   * An environment that is ready.
   *
   * @param pod what there is to say of a pod beside its size
   */
  StartedEnvironment(
      EnvironmentSettings settings,
      Lease lease,
      Placement placement,
      Path seedFile,
      DatabaseAccess database,
      Sampler sampler,
      Map<String, Object> pod) {
    this.lease = lease;
    this.placement = placement;
    this.seedFile = seedFile;
    this.database = database;
    this.sampler = sampler;
    this.description = Description.of(settings, placement, database, seedFile, pod);
  }

  Lease lease() {
    return lease;
  }

  Sampler sampler() {
    return sampler;
  }

  @Override
  public Path seedFile() {
    return seedFile;
  }

  @Override
  public Optional<DatabaseAccess> database() {
    return Optional.of(database);
  }

  @Override
  public Map<String, Object> describe() {
    return new LinkedHashMap<>(description);
  }

  @Override
  public List<Map<String, Object>> others() {
    return lease.registry().others();
  }

  @Override
  public Map<String, Object> sample(Duration patience) {
    lease.registry().others();
    return sampler.sample(patience);
  }

  @Override
  public Placement placement() {
    return placement;
  }

  @Override
  public void serve(EnvironmentSettings run) {
    lease.serve(run);
  }

  @Override
  public void leaveEndToCaller() {
    lease.leaveEndToCaller();
  }
}
