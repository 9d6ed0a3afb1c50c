package loadtests.calibration;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A server of which everything is known: what it does with each request, and by its own clock how
 * long each took, queue and service. Thread-safe.
 */
final class KnownServer implements AutoCloseable {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Behaviour behaviour;
  private final SmallServer server;
  private final Map<String, List<Double>> millis = new HashMap<>();
  private final Map<String, Long> requests = new HashMap<>();

  /** What it does with a request. */
  interface Behaviour {
    /**
     * The answer, given as late as it takes.
     *
     * @param number which request of its phase it is, from 1
     */
    SmallServer.Answer answer(SmallServer.Request request, long number) throws InterruptedException;
  }

  KnownServer(Behaviour behaviour) {
    this.behaviour = behaviour;
    this.server = SmallServer.start(this::answer);
  }

  URI address() {
    return server.address();
  }

  private SmallServer.Answer answer(SmallServer.Request request) throws InterruptedException {
    String phase = request.headers().getOrDefault(CalibrationSimulation.PHASE_HEADER, "none");
    SmallServer.Answer answer = behaviour.answer(request, number(phase));
    if (answer.status() == 200) {
      record(phase, (System.nanoTime() - request.arrivedNanos()) / NANOS_PER_MILLI);
    }
    return answer;
  }

  private synchronized long number(String phase) {
    return requests.merge(phase, 1L, Long::sum);
  }

  private synchronized void record(String phase, double took) {
    millis.computeIfAbsent(phase, _ -> new ArrayList<>()).add(took);
  }

  /** How many requests of a phase it got. */
  synchronized long requests(String phase) {
    return requests.getOrDefault(phase, 0L);
  }

  /**
   * A percentile of what the answers 200 of a phase took, in milliseconds, or what stands {@code
   * ranks} further up or down in their order; 0 where none was.
   */
  synchronized double percentile(String phase, double share, int ranks) {
    double[] sorted =
        millis.getOrDefault(phase, List.of()).stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * sorted.length) + ranks;
    return sorted.length == 0 ? 0 : sorted[Math.clamp(rank, 1, sorted.length) - 1];
  }

  @Override
  public void close() {
    server.close();
  }
}
