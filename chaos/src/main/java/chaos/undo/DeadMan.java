package chaos.undo;

import environments.Reaper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Undoes what a journal says is not undone when this process is gone, whatever ended it, or hangs.
 *
 * <p>A shell in a session of its own waits for the end of a pipe ({@link Reaper}) and starts the
 * program {@link UndoJournal}. That needs the journal, and classes of the build and of Maven's
 * repository: nothing that goes with the run.
 */
public final class DeadMan implements AutoCloseable {
  private static final long END_SECONDS_MAX = 60;

  private final Reaper reaper;

  private DeadMan(Reaper reaper) {
    this.reaper = reaper;
  }

  /**
   * Starts one.
   *
   * @param most after this long it undoes everything though this process lives
   */
  public static DeadMan watch(Journal journal, Duration most) {
    String script =
        "[ ! -e \"$1\" ] || exec " + quoted(OwnProgram.command(UndoJournal.class)) + " \"$1\"";
    try {
      return new DeadMan(Reaper.start(script, journal.path().toString(), most.toSeconds()));
    } catch (IOException e) {
      throw new UncheckedIOException("nobody would undo the faults if this process were gone", e);
    }
  }

  private static String quoted(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  /** Has it end now; where the journal is still there, it undoes what is open. */
  @Override
  public void close() {
    try {
      if (!reaper.finish(END_SECONDS_MAX)) {
        throw new IOException("it did not end within " + END_SECONDS_MAX + " s");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the dead man could not be ended", e);
    } catch (InterruptedException e) {
      // It goes on without us.
      Thread.currentThread().interrupt();
    }
  }
}
