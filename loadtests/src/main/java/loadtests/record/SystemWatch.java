package loadtests.record;

import java.util.Map;
import java.util.function.Supplier;
import reports.run.JsonLines;

/** How the system under load fares, a line of {@code system.jsonl} each second. */
final class SystemWatch implements AutoCloseable {
  private final JsonLines lines;
  private final Supplier<Map<String, Object>> sample;
  private final EverySecond clock;

  SystemWatch(JsonLines lines, Supplier<Map<String, Object>> sample) {
    this.lines = lines;
    this.sample = sample;
    write();
    clock = new EverySecond("system-watch", this::write);
  }

  private synchronized void write() {
    lines.append(System.currentTimeMillis(), sample.get());
  }

  @Override
  public void close() {
    clock.close();
    lines.close();
  }
}
