package environments.links;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Lets nothing through, and closes the connection when the time is over or the toxic is removed:
 * what was dropped would be missing from what comes after it.
 *
 * @param timeoutMillis 0 for a black hole, which lasts until it is removed
 */
record Timeout(@JsonProperty("timeout") long timeoutMillis) implements ToxicKind {
  Timeout {
    ToxicKind.atLeast(0, "timeout", timeoutMillis);
  }

  @Override
  public Effect effect(Connection connection) {
    return new Effect() {
      @Override
      void begin() {
        if (timeoutMillis > 0) {
          Thread.startVirtualThread(this::closeInTime);
        }
      }

      private void closeInTime() {
        try {
          if (pauseMillis(timeoutMillis)) {
            connection.close();
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }

      @Override
      void pass(Chunk chunk, Outlet next) {
        // It is gone.
      }

      @Override
      void end(Outlet next) {
        connection.close();
      }

      @Override
      void removed() {
        connection.close();
      }
    };
  }
}
