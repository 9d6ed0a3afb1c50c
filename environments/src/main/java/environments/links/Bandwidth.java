package environments.links;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;

/**
 * Lets a number of bytes through in a time, in pieces of a tenth of a second at most.
 *
 * @param rate kilobytes a second, which is bytes a millisecond; at least 1
 */
record Bandwidth(@JsonProperty("rate") long rate) implements ToxicKind {
  private static final int PIECE_MILLIS_MAX = 100;
  private static final long NANOS_PER_MILLI = 1_000_000;

  Bandwidth {
    ToxicKind.atLeast(1, "rate", rate);
  }

  @Override
  public Effect effect(Connection connection) {
    return new Effect() {
      private long due = System.nanoTime();

      @Override
      void pass(Chunk chunk, Outlet next) throws IOException, InterruptedException {
        int most = (int) Math.min(chunk.size(), rate * PIECE_MILLIS_MAX);
        due = Math.max(due, chunk.nanos());
        for (int from = 0; from < chunk.size(); from += most) {
          Chunk piece = chunk.piece(from, from + most);
          due += piece.size() * NANOS_PER_MILLI / rate;
          pause(due - System.nanoTime());
          next.pass(piece.at(due));
        }
      }
    };
  }
}
