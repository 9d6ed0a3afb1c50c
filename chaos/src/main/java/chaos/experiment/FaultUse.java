package chaos.experiment;

import chaos.faults.FaultFailed;
import chaos.faults.Injection;
import chaos.faults.Witness;
import chaos.undo.Journal;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import chaos.undo.Undoing;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reports.run.Experiment.FaultRecord;
import reports.run.Experiment.Testimony;

/**
 * One use of a fault: written to the journal, injected, witnessed, undone, repaired. Done by one
 * thread; {@link #record} may be called by any at any time.
 */
public final class FaultUse {
  private static final long LOOK_MILLIS = 200;
  private static final int TRIES = 3;

  private final String fault;
  private final Injection injection;
  private final Journal journal;
  private final Consumer<String> events;
  private final Witness witness;

  private @Nullable Long begun;
  private @Nullable Long injected;
  private @Nullable Long undone;
  private @Nullable String before;
  private @Nullable String during;
  private @Nullable String after;
  private @Nullable String failure;
  private boolean fired;

  /**
   * One that has not begun.
   *
   * @param events is told what happens, a clause such as "injected at pod-1"
   */
  public FaultUse(String fault, Injection injection, Journal journal, Consumer<String> events) {
    this.fault = fault;
    this.injection = injection;
    this.journal = journal;
    this.events = events;
    this.witness = injection.witness();
  }

  /**
   * Does all of it. What goes wrong is in the record; nothing is thrown, and whatever happens it is
   * undone.
   *
   * @param ended ends it early
   * @param untilMillis when it is to be undone, in epoch milliseconds
   */
  public void run(CountDownLatch ended, long untilMillis) {
    List<Undo> undos;
    int entry;
    try {
      undos = injection.undos();
      entry = journal.plan(fault + " at " + injection.target(), undos);
    } catch (RuntimeException e) {
      fail("not injected: " + e.getMessage());
      return;
    }
    try {
      inject(entry);
      watch(ended, untilMillis);
    } catch (FaultFailed | RuntimeException e) {
      fail("not injected: " + message(e));
    } catch (InterruptedException e) {
      fail("interrupted");
    }
    // An interrupt ends the fault, never its undoing.
    boolean interrupted = Thread.interrupted();
    try {
      putRight(entry, undos);
    } catch (InterruptedException e) {
      fail("interrupted while it was undone");
      interrupted = true;
    } catch (RuntimeException e) {
      fail("not undone: " + message(e));
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void inject(int entry) throws FaultFailed, InterruptedException {
    String first = witness.look();
    synchronized (this) {
      before = first;
      begun = System.currentTimeMillis();
    }
    injection.inject();
    synchronized (this) {
      injected = System.currentTimeMillis();
    }
    events.accept("injected at " + injection.target());
    journal.injected(entry);
  }

  /** Looks until it has fired, and waits for its end. */
  private void watch(CountDownLatch ended, long untilMillis) throws InterruptedException {
    String first = Objects.requireNonNullElse(before, "");
    boolean over;
    do {
      String seen = witness.look();
      boolean shows = witness.fired(first, seen);
      synchronized (this) {
        during = seen;
        fired = shows;
      }
      long left = untilMillis - System.currentTimeMillis();
      long pause = shows ? left : Math.min(left, LOOK_MILLIS);
      over = ended.await(Math.max(0, pause), TimeUnit.MILLISECONDS) || left <= pause;
    } while (!over);
  }

  private void putRight(int entry, List<Undo> undos) throws InterruptedException {
    boolean right = true;
    for (Undo undo : undos) {
      right &= undo(undo);
    }
    if (right) {
      right = writeUndone(entry);
    }
    try {
      injection.repair();
    } catch (FaultFailed | RuntimeException e) {
      right = false;
      fail("not repaired: " + message(e));
    }
    if (right) {
      synchronized (this) {
        undone = System.currentTimeMillis();
      }
      events.accept("undone at " + injection.target());
    }
    String last = witness.look();
    synchronized (this) {
      after = last;
    }
  }

  /** A journal that somebody took away keeps nothing from being repaired. */
  private boolean writeUndone(int entry) {
    try {
      journal.undone(entry);
      return true;
    } catch (UncheckedIOException e) {
      fail(message(e));
      return false;
    }
  }

  private boolean undo(Undo undo) throws InterruptedException {
    for (int tried = 1; ; tried++) {
      try {
        Undoing.undo(undo);
        return true;
      } catch (UndoFailed e) {
        if (tried == TRIES) {
          fail("could not " + undo.sentence() + ": " + e.getMessage());
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
  }

  private synchronized void fail(String what) {
    failure = failure == null ? what : failure + "; " + what;
    events.accept("failed at " + injection.target() + ": " + what);
  }

  private static String message(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }

  /**
   * What is known of it so far.
   *
   * @param planned when it was to be injected, in epoch milliseconds
   */
  public synchronized FaultRecord record(long planned) {
    Testimony testimony =
        injection.leavesTraces() && before != null
            ? new Testimony(witness.source(), before, during, after, fired)
            : null;
    return new FaultRecord(
        fault,
        injection.target(),
        injection.leavesTraces(),
        planned,
        begun,
        injected,
        undone,
        testimony,
        failure);
  }
}
