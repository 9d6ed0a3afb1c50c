package reports.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Reads a simulation.log of Gatling 3.14 or 3.15, streaming: the memory it takes does not depend on
 * the length of the log.
 */
public final class GatlingLog {
  private GatlingLog() {}

  /**
   * Hands all records to the visitor, up to the end or the damage, and says which it was.
   *
   * @throws UnreadableLog where the file is missing, empty, of another version, or no log at all
   */
  public static LogReading read(Path log, LogVisitor visitor) {
    try (LogFollower follower = new LogFollower(log, visitor)) {
      follower.poll();
      return follower.reading();
    } catch (IOException failed) {
      throw new UncheckedIOException("%s can't be read.".formatted(log), failed);
    }
  }
}
