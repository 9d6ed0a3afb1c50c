package chaos.experiment;

import chaos.faults.Fault;
import chaos.faults.FaultFailed;
import chaos.faults.Injection;
import chaos.undo.Journal;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import loadtests.plan.Seeds;
import org.jspecify.annotations.Nullable;
import reports.run.Experiment.FaultRecord;

/** One step of a schedule in a run: it waits for its instant, and then uses its fault. */
final class StepRun {
  private final Step step;
  private final Fault fault;
  private final long seed;
  private final int copy;
  private final boolean leavesTraces;
  private volatile String target;
  private volatile long planned;
  private volatile @Nullable FaultUse use;
  private volatile @Nullable String failure;

  /**
   * A step that has not begun.
   *
   * @param copy which of the steps that are equal to it, counted from 0
   * @param rehearsed what it would break if all went by the plan
   */
  StepRun(Step step, Fault fault, long seed, int copy, Injection rehearsed) {
    this.step = step;
    this.fault = fault;
    this.seed = seed;
    this.copy = copy;
    this.target = rehearsed.target();
    this.leavesTraces = rehearsed.leavesTraces();
  }

  /** What decides where a step has a choice: the same whichever other steps there are. */
  static SplittableRandom random(long seed, Step step, int copy) {
    return Seeds.stream(seed, "fault " + step.text(), copy);
  }

  Step step() {
    return step;
  }

  /** Lays it on the clock, in epoch milliseconds. */
  void plan(long phaseBegin) {
    planned = phaseBegin + step.offset().toMillis();
  }

  /**
   * Does it; called by a thread of its own. Nothing is thrown.
   *
   * @param ended ends it early, or keeps it from beginning
   * @param events is told what happens to which fault
   */
  void run(Hands hands, Journal journal, CountDownLatch ended, BiConsumer<String, String> events) {
    try {
      if (ended.await(Math.max(0, planned - System.currentTimeMillis()), TimeUnit.MILLISECONDS)) {
        return;
      }
      Injection injection = hands.take(fault, random(seed, step, copy));
      try {
        target = injection.target();
        var now =
            new FaultUse(
                fault.name(), injection, journal, what -> events.accept(fault.name(), what));
        use = now;
        now.run(ended, planned + step.duration().toMillis());
      } finally {
        hands.release(injection);
      }
    } catch (FaultFailed | RuntimeException e) {
      failure = String.valueOf(e.getMessage());
      events.accept(fault.name(), "failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is known of it so far. */
  FaultRecord record() {
    FaultUse used = use;
    return used == null
        ? new FaultRecord(
            fault.name(), target, leavesTraces, planned, null, null, null, null, failure)
        : used.record(planned);
  }
}
