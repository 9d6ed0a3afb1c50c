package reports.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The system under load in one second: a line of {@code system.jsonl}. Immutable.
 *
 * @param schema {@link RunFolder#SCHEMA}
 * @param t epoch milliseconds of the beginning of the second
 * @param machineCpu share from 0 to 1 of the whole machine
 * @param podsReady pods that answer
 * @param processes by name: "pod-1" and so on, "database", "redis"
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SystemSecond(
    int schema,
    long t,
    @Nullable Double machineCpu,
    @Nullable Integer podsReady,
    SortedMap<String, ProcessSample> processes) {
  /** Copies its collections; absent ones are empty. */
  public SystemSecond {
    processes = Run.sorted(processes);
  }

  /**
   * One process; null where it was not recorded.
   *
   * @param cpu cores in use
   * @param rssMiB resident memory
   * @param throttledMillis time that it was kept off its CPUs in this second
   * @param heapUsedMiB heap in use
   * @param poolActive database connections in use
   * @param poolHeld database connections, in use or not
   * @param poolPending threads that wait for one
   * @param poolWaitMillis counter of the time waited for connections
   * @param poolSize database connections at most
   * @param requests counter of requests answered, without health and metrics
   * @param queries counter
   * @param cacheHits counter
   * @param cacheMisses counter
   * @param gcPauseMillis counter
   * @param coalesced counter of video positions that a newer one replaced before they were written
   * @param connections of a database, without that of who asks
   * @param connectionsMost of a database since its start
   * @param connectionsLimit that a database allows
   * @param connectionsRefused counter of a database, for want of room
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ProcessSample(
      @Nullable Double cpu,
      @Nullable Double rssMiB,
      @Nullable Double throttledMillis,
      @Nullable Double heapUsedMiB,
      @Nullable Double poolActive,
      @Nullable Double poolHeld,
      @Nullable Double poolPending,
      @Nullable Double poolWaitMillis,
      @Nullable Double poolSize,
      @Nullable Double requests,
      @Nullable Double queries,
      @Nullable Double cacheHits,
      @Nullable Double cacheMisses,
      @Nullable Double gcPauseMillis,
      @Nullable Double coalesced,
      @Nullable Double connections,
      @Nullable Double connectionsMost,
      @Nullable Double connectionsLimit,
      @Nullable Double connectionsRefused) {}
}
