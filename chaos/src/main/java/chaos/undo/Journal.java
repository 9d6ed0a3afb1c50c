package chaos.undo;

import environments.CacheFolder;
import environments.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What this process is about to break, written down and on disk before it is broken, with what puts
 * it right: so that another process can do that when this one is gone. Thread-safe.
 */
public final class Journal implements AutoCloseable {
  private final JournalFile file;
  private int entries;

  private Journal(JournalFile file) {
    this.file = file;
  }

  /** Where journals of this machine's runs are. */
  public static Path folder() {
    return CacheFolder.locate().create().chaos();
  }

  /**
   * Begins one.
   *
   * @param folder that of all journals
   * @param run the run's id, which tells it from others of this process
   * @throws UncheckedIOException where it can't be written: then nothing may be broken
   */
  public static Journal begin(Path folder, String run) {
    String name = ProcessIdentity.current().text() + "." + run + JournalFile.END;
    var file = new JournalFile(folder.resolve(name).toAbsolutePath());
    try {
      file.create();
      Files.createDirectory(file.files());
    } catch (IOException e) {
      throw new UncheckedIOException("the journal of faults can't be written in " + folder, e);
    }
    return new Journal(file);
  }

  /** Where it is, absolute. */
  public Path path() {
    return file.path();
  }

  /** The folder of the files of its faults, which is removed with it. */
  public Path files() {
    return file.files();
  }

  /**
   * Writes down what will be broken; when this returns that is on disk, and it may be.
   *
   * @return the number of the entry
   */
  public synchronized int plan(String what, List<Undo> undos) {
    entries++;
    append(JournalLine.planned(entries, what, undos));
    return entries;
  }

  /** What an entry names is broken. */
  public synchronized void injected(int entry) {
    append(JournalLine.of(entry, JournalLine.State.INJECTED));
  }

  /** What an entry names is as before. */
  public synchronized void undone(int entry) {
    append(JournalLine.of(entry, JournalLine.State.UNDONE));
  }

  /** What all its undos leave to be undone, a line for each thing. */
  public synchronized List<String> left() throws InterruptedException {
    var left = new ArrayList<String>();
    for (Undo undo : read().all()) {
      left.addAll(Undoing.left(undo));
    }
    read().open().forEach(open -> left.add(open.what() + " is not undone in the journal"));
    return left;
  }

  /** Removes it where everything in it is undone; otherwise it stays for others. */
  @Override
  public synchronized void close() {
    try {
      if (read().open().isEmpty()) {
        file.remove();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + path() + " can't be removed", e);
    }
  }

  private JournalFile.Content read() {
    try {
      return file.read();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + path() + " can't be read", e);
    }
  }

  private void append(JournalLine line) {
    try {
      file.append(line);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + path() + " can't be written", e);
    }
  }
}
