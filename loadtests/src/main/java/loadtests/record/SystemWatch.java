package loadtests.record;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import reports.run.JsonLines;

/**
 * How the system under load fares, a line of {@code system.jsonl} each second. The first and the
 * last line, between which counters are compared, wait for pods that are slow.
 */
final class SystemWatch implements AutoCloseable {
  private static final Duration SECOND = Duration.ofMillis(800);
  private static final Duration PATIENT = Duration.ofSeconds(10);

  private final JsonLines lines;
  private final Function<Duration, Map<String, Object>> sample;
  private final EverySecond clock;

  SystemWatch(JsonLines lines, Function<Duration, Map<String, Object>> sample) {
    this.lines = lines;
    this.sample = sample;
    write(PATIENT);
    clock = new EverySecond("system-watch", () -> write(SECOND));
  }

  private synchronized void write(Duration patience) {
    lines.append(System.currentTimeMillis(), sample.apply(patience));
  }

  @Override
  public void close() {
    clock.close();
    write(PATIENT);
    lines.close();
  }
}
