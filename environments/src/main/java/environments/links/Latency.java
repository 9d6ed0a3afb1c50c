package environments.links;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Delays all bytes, without slowing them down: what was read later may be on its way meanwhile.
 *
 * @param jitterMillis how much more or less each delay may be
 */
record Latency(
    @JsonProperty("latency") long latencyMillis, @JsonProperty("jitter") long jitterMillis)
    implements ToxicKind {
  Latency {
    ToxicKind.atLeast(0, "latency", latencyMillis);
    ToxicKind.atLeast(0, "jitter", jitterMillis);
  }

  @Override
  public Effect effect(Connection connection) {
    return new Effect() {
      @Override
      void pass(Chunk chunk, Outlet next) throws IOException, InterruptedException {
        long due = chunk.nanos() + delayNanos();
        pause(due - System.nanoTime());
        next.pass(chunk.at(due));
      }
    };
  }

  private long delayNanos() {
    long jitter = TimeUnit.MILLISECONDS.toNanos(jitterMillis);
    long drawn = ThreadLocalRandom.current().nextLong(-jitter, jitter + 1);
    return TimeUnit.MILLISECONDS.toNanos(latencyMillis) + drawn;
  }
}
