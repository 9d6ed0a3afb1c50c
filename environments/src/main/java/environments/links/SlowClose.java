package environments.links;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;

/** Delays the end of a flow, and no bytes. */
record SlowClose(@JsonProperty("delay") long delayMillis) implements ToxicKind {
  SlowClose {
    ToxicKind.atLeast(0, "delay", delayMillis);
  }

  @Override
  public Effect effect(Connection connection) {
    return new Effect() {
      @Override
      void pass(Chunk chunk, Outlet next) throws IOException, InterruptedException {
        next.pass(chunk);
      }

      @Override
      void end(Outlet next) throws IOException, InterruptedException {
        pauseMillis(delayMillis);
        next.end();
      }
    };
  }
}
