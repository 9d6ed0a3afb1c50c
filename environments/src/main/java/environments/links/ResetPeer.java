package environments.links;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;

/**
 * Resets the connection some time after the first bytes came, which don't get through.
 *
 * @param timeoutMillis that time
 */
record ResetPeer(@JsonProperty("timeout") long timeoutMillis) implements ToxicKind {
  ResetPeer {
    ToxicKind.atLeast(0, "timeout", timeoutMillis);
  }

  @Override
  public Effect effect(Connection connection) {
    return new Effect() {
      @Override
      void pass(Chunk chunk, Outlet next) throws IOException, InterruptedException {
        if (pauseMillis(timeoutMillis)) {
          connection.reset();
        } else {
          next.pass(chunk);
        }
      }

      @Override
      void end(Outlet next) throws IOException, InterruptedException {
        if (pauseMillis(timeoutMillis)) {
          connection.reset();
        } else {
          next.end();
        }
      }
    };
  }
}
