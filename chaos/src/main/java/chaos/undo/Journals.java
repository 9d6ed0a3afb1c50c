package chaos.undo;

import environments.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * All journals of this machine's runs. A journal that is still there has something to undo, or its
 * run lives.
 *
 * @param folder where they are
 */
public record Journals(Path folder) {
  /**
   * Undoes what runs left that have ended.
   *
   * @param force whether runs that live are undone as well
   * @param say is told what is done, a line each
   * @return what could not be undone, a sentence each
   */
  public List<String> undo(boolean force, Consumer<String> say) throws InterruptedException {
    List<String> failed = new ArrayList<>();
    for (JournalFile journal : JournalFile.in(folder)) {
      if (!force && isAlive(journal)) {
        say.accept("run %s lives and undoes its own faults".formatted(journal.run()));
        continue;
      }
      say.accept("run " + journal.run());
      try {
        failed.addAll(new UndoJournal(journal, line -> say.accept("  " + line)).undo());
      } catch (IOException e) {
        failed.add("the journal %s can't be used: %s".formatted(journal.path(), e.getMessage()));
      }
    }
    return failed;
  }

  /** The undos of runs that live, other than this process's. */
  public List<Undo> ofOthersThatLive() {
    ProcessIdentity self = ProcessIdentity.current();
    List<Undo> all = new ArrayList<>();
    for (JournalFile journal : JournalFile.in(folder)) {
      if (isAlive(journal) && journal.harness().filter(self::equals).isEmpty()) {
        try {
          all.addAll(journal.read().all());
        } catch (IOException e) {
          throw new UncheckedIOException("the journal " + journal.path() + " can't be read", e);
        }
      }
    }
    return all;
  }

  /** A journal whose name says nothing is nobody's. */
  private static boolean isAlive(JournalFile journal) {
    return journal.harness().filter(harness -> !harness.hasEnded()).isPresent();
  }
}
