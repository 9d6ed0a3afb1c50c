package environments.links;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Cuts what comes into small pieces, with a pause after each.
 *
 * @param averageSize bytes of a piece
 * @param sizeVariation how many more or less they may be; less than the average
 * @param delayMicros the pause
 */
record Slicer(
    @JsonProperty("average_size") long averageSize,
    @JsonProperty("size_variation") long sizeVariation,
    @JsonProperty("delay") long delayMicros)
    implements ToxicKind {
  Slicer {
    ToxicKind.atLeast(1, "average_size", averageSize);
    ToxicKind.atLeast(0, "size_variation", sizeVariation);
    ToxicKind.atLeast(sizeVariation + 1, "average_size", averageSize);
    ToxicKind.atLeast(0, "delay", delayMicros);
  }

  @Override
  public Effect effect(Connection connection) {
    return new Effect() {
      @Override
      void pass(Chunk chunk, Outlet next) throws IOException, InterruptedException {
        for (int from = 0; from < chunk.size(); ) {
          Chunk piece = chunk.piece(from, from + size());
          next.pass(piece);
          pause(TimeUnit.MICROSECONDS.toNanos(delayMicros));
          from += piece.size();
        }
      }
    };
  }

  private long size() {
    long variation = ThreadLocalRandom.current().nextLong(-sizeVariation, sizeVariation + 1);
    return averageSize + variation;
  }
}
