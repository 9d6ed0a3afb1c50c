package chaos.undo;

import environments.ProcessIdentity;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Puts right what a journal says is not: the program that the dead man starts, and what {@code
 * ./headroom chaos undo} does with each journal. It may run twice at once.
 */
public final class UndoJournal {
  private static final int TRIES = 5;
  private static final long PAUSE_MILLIS = 500;

  private final JournalFile file;
  private final Consumer<String> say;

  UndoJournal(JournalFile file, Consumer<String> say) {
    this.file = file;
    this.say = say;
  }

  /** The program: its argument is a journal. It exits with 0 where nothing is left to undo. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var journal = new JournalFile(Path.of(arguments[0]));
    List<String> left = new UndoJournal(journal, System.out::println).undo();
    left.forEach(System.err::println);
    System.exit(left.isEmpty() ? 0 : 1);
  }

  /**
   * Undoes all that is open, the last first, and removes the journal where all of it succeeded.
   *
   * @return what could not be undone, a sentence each
   */
  List<String> undo() throws IOException, InterruptedException {
    JournalFile.Content content = file.read();
    List<String> failed = new ArrayList<>();
    for (String damaged : content.damaged()) {
      failed.add(damaged + "; remove " + file.path() + " when nothing of it is left");
    }
    for (JournalFile.Open open : content.open().reversed()) {
      List<String> own = undo(open);
      if (own.isEmpty()) {
        markUndone(open);
      }
      failed.addAll(own);
    }
    if (failed.isEmpty()) {
      file.remove();
    }
    return failed;
  }

  private void markUndone(JournalFile.Open open) throws IOException {
    try {
      file.append(JournalLine.of(open.number(), JournalLine.State.UNDONE));
    } catch (NoSuchFileException e) {
      say.accept("another process undid the rest");
    }
  }

  private List<String> undo(JournalFile.Open open) throws InterruptedException {
    List<String> failed = new ArrayList<>();
    for (Undo undo : open.undos()) {
      if (!concernsThisBoot(undo)) {
        say.accept("gone with the last boot: " + open.what());
        continue;
      }
      try {
        tryHard(undo);
        say.accept("undone: " + open.what() + ": " + undo.sentence());
      } catch (UndoFailed e) {
        failed.add(open.what() + ": could not " + undo.sentence() + ": " + e.getMessage());
      }
    }
    return failed;
  }

  /** What it is about may be ending or starting just now: a later try may well succeed. */
  private static void tryHard(Undo undo) throws UndoFailed, InterruptedException {
    for (int tried = 1; ; tried++) {
      try {
        Undoing.undo(undo);
        return;
      } catch (UndoFailed e) {
        if (tried == TRIES) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** After a reboot a process of that number and start time is another one. */
  private boolean concernsThisBoot(Undo undo) {
    boolean ofProcess =
        undo instanceof Undo.ContinueProcess
            || undo instanceof Undo.EndProcess
            || undo instanceof Undo.RemoveRule;
    return !ofProcess || file.harness().map(ProcessIdentity::ofThisBoot).orElse(true);
  }
}
