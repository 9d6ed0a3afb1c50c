package environments.links;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;

/**
 * Closes the connection when that many bytes went through.
 *
 * @param bytesMax counted for each connection, from when the toxic was added or changed
 */
record LimitData(@JsonProperty("bytes") long bytesMax) implements ToxicKind {
  LimitData {
    ToxicKind.atLeast(0, "bytes", bytesMax);
  }

  @Override
  public Effect effect(Connection connection) {
    return new Effect() {
      private long left = bytesMax;

      @Override
      void pass(Chunk chunk, Outlet next) throws IOException, InterruptedException {
        Chunk first = chunk.piece(0, left);
        if (first.size() > 0) {
          next.pass(first);
        }
        left -= first.size();
        if (left == 0) {
          connection.close();
        }
      }
    };
  }
}
