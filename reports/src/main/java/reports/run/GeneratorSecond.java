package reports.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The load generator in one second: a line of {@code generator.jsonl}. Immutable.
 *
 * @param schema {@link RunFolder#SCHEMA}
 * @param t epoch milliseconds of the beginning of the second
 * @param cpu share from 0 to 1 of the CPUs that it may use
 * @param cpus CPUs that it may use
 * @param machineCpu share from 0 to 1 of the whole machine, whoever used it
 * @param runQueueDelayMillis sum over its threads
 * @param gcPauses milliseconds of each pause that ended in this second
 * @param startLags milliseconds, actual minus planned instant, of every planned start of this
 *     second
 * @param firstResponses milliseconds from the planned instant to the end of the first response, of
 *     open journeys whose first response ended in this second
 * @param sessionWaits milliseconds that open journeys, started in time, waited until one of the
 *     signed-in sessions was free; of those only that had to
 * @param wakeUpDelays microseconds
 * @param sockets open sockets
 * @param heapUsedMiB heap in use
 * @param activeUsers simulated people
 * @param retries writes that were sent again in this second, because nobody knew what had become of
 *     them; null where nobody counted
 */
public record GeneratorSecond(
    int schema,
    long t,
    double cpu,
    double cpus,
    double machineCpu,
    double runQueueDelayMillis,
    List<Double> gcPauses,
    List<Double> startLags,
    List<Double> firstResponses,
    List<Double> sessionWaits,
    List<Double> wakeUpDelays,
    int sockets,
    double heapUsedMiB,
    int activeUsers,
    @Nullable Long retries) {
  /** Who waited longer for a session would have noticed, had he been a person; milliseconds. */
  public static final int HELD_BACK_MILLIS = 1_000;

  /** Copies its collections; absent ones are empty. */
  public GeneratorSecond {
    gcPauses = Run.copy(gcPauses);
    startLags = Run.copy(startLags);
    firstResponses = Run.copy(firstResponses);
    sessionWaits = Run.copy(sessionWaits);
    wakeUpDelays = Run.copy(wakeUpDelays);
  }

  /** Journeys that slow answers to others held back for longer than {@link #HELD_BACK_MILLIS}. */
  public long heldBack() {
    return sessionWaits.stream().filter(wait -> wait > HELD_BACK_MILLIS).count();
  }
}
