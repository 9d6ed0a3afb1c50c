package environments;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place where the platform runs, ready for load until it is closed.
 *
 * <p>All methods may be called from any thread. {@link #close} ends what {@link Environments#open}
 * started and removes its work folder; closing twice is harmless.
 */
public interface Environment extends AutoCloseable {

  /** The name of the environment, such as {@code embedded}. */
  String name();

  /** The addresses of the pods, at least one; load is spread over them by the generator. */
  List<URI> pods();

  /** The {@code seed.json} that describes the accounts, courses and quizzes of the platform. */
  Path seedFile();

  /** The way to the platform's database, for the audit; empty where it can't be reached. */
  Optional<DatabaseAccess> database();

  /** What can be done to the deployment while it serves; empty where it is none. */
  default Optional<Rollouts> rollouts() {
    return Optional.empty();
  }

  /**
   * Tells of the autoscaler and the pods that it makes, until what is returned is run; of nothing
   * where there is none.
   */
  default Runnable watchScaling(ScalingListener listener) {
    return () -> {};
  }

  /**
   * Load generators that wait beside the platform for what they are to do, as many as were asked
   * for; none where a run's generators are processes of this machine.
   */
  default List<GeneratorPod> generators() {
    return List.of();
  }

  /**
   * The processes that make it up, which faults can be done to; none where it was not opened for
   * faults.
   */
  default List<Part> parts() {
    return List.of();
  }

  /** The ways between parts that can be disturbed; none where it was not opened for faults. */
  default List<Link> links() {
    return List.of();
  }

  /** What this environment consists of, as the {@code environment} part of host.json. */
  Map<String, Object> describe();

  /**
   * All other runs that shared this machine with this one at any time so far, as the {@code others}
   * part of host.json: {@code id}, {@code profile}, {@code pid}, {@code begin} (epoch
   * milliseconds), {@code cpus}. Looks anew at each call.
   */
  List<Map<String, Object>> others();

  /**
   * One line of system.jsonl without {@code schema} and {@code t}. Costs a few milliseconds of CPU
   * and never throws: a figure that can't be had is absent. Meant to be called once a second.
   *
   * @param patience how long the pods may take to say how they fare; a figure of one that takes
   *     longer is absent
   */
  Map<String, Object> sample(Duration patience);

  /** The same, over before the next second begins. */
  default Map<String, Object> sample() {
    return sample(Duration.ofMillis(800));
  }

  /** Which CPUs the pods have and which are left to everything else. */
  Placement placement();

  /**
   * From now on it is another run's, of which other runs of this machine are told by its id and
   * profile and whose folder keeps the logs of failures. What it was started with stays.
   */
  default void serve(EnvironmentSettings run) {}

  /**
   * Leaves it to the caller to close this when the process is told to end, in a shutdown hook of
   * his own: what has to be done before can be done before. Without, it closes itself then.
   */
  default void leaveEndToCaller() {}

  @Override
  void close();
}
