package loadtests.record;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import loadtests.learners.Learner;
import loadtests.learners.Step;
import loadtests.learners.Write;
import loadtests.pace.Observer;
import loadtests.plan.Kind;
import org.jspecify.annotations.Nullable;
import reports.run.InjectorFolder;
import reports.run.JsonLines;
import reports.run.LedgerEntry.Outcome;
import reports.run.RunFolder;
import reports.run.Stranger;

/**
 * Writes what one injector knows of the load while it sends it: its ledger, and how it fared itself
 * each second. Thread-safe; closing it twice is harmless, so that a shutdown hook can do it.
 */
public final class LoadRecorder implements Observer, AutoCloseable {
  private final Starts starts = new Starts();
  private final AtomicInteger activeUsers = new AtomicInteger();
  private final LongAdder requested = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final Ledger ledger;
  private final Supplier<JsonLines> seconds;
  private final Supplier<JsonLines> strangers;
  private final EverySecond flusher;
  private @Nullable GeneratorWatch generator;
  private @Nullable JsonLines strangersSeen;
  private boolean closed;

  private LoadRecorder(
      JsonLines ledger, Supplier<JsonLines> seconds, Supplier<JsonLines> strangers) {
    this.ledger = new Ledger(ledger);
    this.seconds = seconds;
    this.strangers = strangers;
    this.flusher = new EverySecond("load-recorder", this.ledger::flush);
  }

  /** That of a run's only injector: the ledger is the run's. */
  static LoadRecorder ofOnly(RunFolder folder) {
    return new LoadRecorder(folder.ledger(), () -> folder.generator(1), folder::strangers);
  }

  /** That of one of several: all that it writes is in its own folder. */
  public static LoadRecorder in(InjectorFolder folder) {
    return new LoadRecorder(folder.ledger(), folder::generator, folder::strangers);
  }

  /** The load begins: watches the generator from now on. */
  public synchronized void begins() {
    generator = new GeneratorWatch(seconds.get(), starts, retries, activeUsers);
  }

  /** Requests so far. */
  public Counts counts() {
    return new Counts(requested.sum(), answered.sum());
  }

  /** Simulated people who are at work now. */
  public int peopleAtWork() {
    return activeUsers.get();
  }

  /** The load is over: stops watching, and puts down open writes as unknown. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    flusher.close();
    if (generator != null) {
      generator.close();
    }
    ledger.close();
    if (strangersSeen != null) {
      strangersSeen.close();
    }
  }

  @Override
  public void started(long plannedMillis, long actualMillis) {
    starts.started(plannedMillis, actualMillis);
  }

  @Override
  public void waitedForSession(long millis) {
    starts.waitedForSession(millis);
  }

  @Override
  public void firstResponse(long plannedMillis, long endMillis) {
    starts.firstResponse(plannedMillis, endMillis);
  }

  @Override
  public void responded(Kind kind, long beganMillis, long endMillis, boolean ok) {
    answered.increment();
  }

  @Override
  public void requested(Kind kind) {
    requested.increment();
  }

  @Override
  public void unanswered(Kind kind) {
    answered.decrement();
  }

  @Override
  public void sent(Write write, long sentMillis) {
    ledger.sent(write, sentMillis);
  }

  @Override
  public void acknowledged(Write write, long endMillis, int status) {
    ledger.settled(write, Outcome.ACKNOWLEDGED, endMillis, status);
  }

  @Override
  public void refused(Write write, long endMillis, int status) {
    ledger.settled(write, Outcome.REFUSED, endMillis, status);
  }

  @Override
  public void unknown(Write write, long endMillis, int status) {
    ledger.settled(write, Outcome.UNKNOWN, endMillis, status);
  }

  /** Their file is there only where there is one: what nobody should ever need. */
  @Override
  public synchronized void sawStranger(Learner learner, Step step, long shown, long endMillis) {
    if (closed) {
      return;
    }
    JsonLines lines = strangersSeen == null ? strangers.get() : strangersSeen;
    strangersSeen = lines;
    lines.append(
        new Stranger(
            RunFolder.SCHEMA, endMillis, step.kind().title(), step.path(), learner.id(), shown));
    lines.flush();
  }

  @Override
  public void retried(Kind kind) {
    retries.increment();
  }

  @Override
  public void activeUsers(int count) {
    activeUsers.set(count);
  }
}
