package reports.claims;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A promise and all that decides whether a measurement of it counts. Immutable.
 *
 * @param id short and unique
 * @param title the promise in a few words
 * @param source where it was made, or that it is our own
 * @param stated the promised figure
 * @param method how it is judged
 * @param workload the phases that it is judged on, each with the load it must carry
 * @param kinds the kinds of request that count, empty for all
 * @param except kinds that do not count, such as refusals that are a stated outcome
 * @param environments where it can be judged
 * @param levels what must hold in each phase
 * @param conditions what the system must have been for the measurement to count
 * @param rollouts what must have happened to the deployment meanwhile
 * @param scaling how the number of pods must have changed by itself; null where it need not
 * @param informative whether a verdict other than VERIFIED is no failure
 * @param extrapolation whether EXTRAPOLATED is as good as VERIFIED
 * @param command what would judge it
 * @param built whether that command exists
 */
public record Claim(
    String id,
    String title,
    String source,
    Stated stated,
    Method method,
    List<Target> workload,
    List<String> kinds,
    List<String> except,
    List<String> environments,
    List<Level> levels,
    Conditions conditions,
    List<Rollout> rollouts,
    @Nullable Scaling scaling,
    boolean informative,
    boolean extrapolation,
    String command,
    boolean built) {
  /** Copies its lists. */
  public Claim {
    workload = List.copyOf(workload);
    kinds = List.copyOf(kinds);
    except = List.copyOf(except);
    environments = List.copyOf(environments);
    levels = List.copyOf(levels);
    rollouts = List.copyOf(rollouts);
  }

  /** Whether requests of a kind count. */
  public boolean counts(String kind) {
    return !except.contains(kind) && (kinds.isEmpty() || kinds.contains(kind));
  }

  /** The promised figure, its unit, and of what. */
  public record Stated(double value, String unit, String per) {}

  /** How a claim is judged. */
  public enum Method {
    /** Service levels on measured phases. */
    LEVELS,
    /** Levels on rising steps of load, of which the highest that meets them counts. */
    STEPS,
    /** Every write is looked up. */
    CENSUS,
    /** Nothing fails while the deployment is changed under load. */
    ROLLOUTS,
    /** Something is broken under load: it is seen, survived, recovered from and put right. */
    EXPERIMENT,
    /** The number of pods follows the load, up and down again, and levels hold on the way. */
    AUTOSCALING,
    /** The size of the image that ran, and its stages. */
    IMAGE_SIZE,
    /** What the running pods may do, as their processes say. */
    HARDENING,
    /** The database connections that each pod holds and uses. */
    POD_CONNECTIONS,
    /** The database connections of all pods together. */
    TOTAL_CONNECTIONS,
    /** How much of a month was watched, and how much of that was down. */
    MONTH,
    /** Nothing here can judge it yet. */
    NONE
  }

  /**
   * Something done to the deployment.
   *
   * @param step its name, such as restart
   * @param times how often it must have been done
   */
  public record Rollout(String step, int times) {}

  /**
   * From how many pods to how many, and back.
   *
   * @param marginSeconds allowed beside the time that the autoscaler's rules need at least
   */
  public record Scaling(int min, int max, int marginSeconds) {}

  /**
   * The share of a load that changes something.
   *
   * @param percent of the requests, 0 to 100
   * @param kinds of requests that do
   */
  public record Writes(double percent, List<String> kinds) {
    /** Copies the kinds. */
    public Writes {
      kinds = List.copyOf(kinds);
    }
  }

  /**
   * A phase and the load that it must carry at least.
   *
   * @param phase its name; {@code measured} for every measured phase; a trailing * for any rest
   * @param users people of a closed load, or null
   * @param thinkSeconds how long they think between requests at most, on average, or null
   * @param requestsPerSecond of an open load, or null
   * @param withinSeconds the longest the phase may last to carry that load, or null
   * @param writes how much of the load must change something, or null
   * @param herd whether its people come for the same few courses, as to an exam: then the condition
   *     on the courses touched says nothing of it
   */
  public record Target(
      String phase,
      @Nullable Double users,
      @Nullable Double thinkSeconds,
      @Nullable Double requestsPerSecond,
      @Nullable Double withinSeconds,
      @Nullable Writes writes,
      boolean herd) {
    /** Whether a phase is meant. */
    public boolean matches(String name) {
      return phase.equals("measured")
          || phase.equals(name)
          || (phase.endsWith("*") && name.startsWith(phase.substring(0, phase.length() - 1)));
    }
  }
}
