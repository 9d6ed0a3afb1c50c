package loadtests.injectors;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import loadtests.record.Counts;

/**
 * All injectors of a run, from their start to the end of the last. One that ends early changes
 * nothing for the others. Thread-safe: {@link #stop} may be called at any time.
 */
public final class Fleet {
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);

  /** Between the agreement on the instant and the first injector's beginning. */
  private static final long MARGIN_MILLIS = 2_000;

  /** How long after the plan's end the last answers may take. */
  private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(10);

  private static final long LOOK_MILLIS = 1_000;
  private static final long STOP_MILLIS_MAX = 20_000;
  private static final long KILL_MILLIS_MAX = 5_000;

  private final List<RunningInjector> all = new ArrayList<>();
  private boolean stopped;

  /**
   * Starts an injector for each assignment.
   *
   * @throws InjectorsFailed when it was stopped meanwhile
   */
  public void start(List<Assignment> assignments, InjectorStart start) {
    for (Assignment assignment : assignments) {
      startOne(assignment, start);
    }
  }

  private synchronized void startOne(Assignment assignment, InjectorStart start) {
    if (stopped) {
      throw new InjectorsFailed("stopped while starting the injectors");
    }
    all.add(new RunningInjector(assignment, start));
  }

  private synchronized List<RunningInjector> injectors() {
    return List.copyOf(all);
  }

  private synchronized boolean stopped() {
    return stopped;
  }

  /**
   * Waits until all are ready, and picks the instant at which the first phase begins: all have the
   * time by then that they need before it.
   *
   * @return epoch milliseconds
   * @throws InjectorsFailed when one is not ready
   */
  public long agree() throws InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    long lead = 0;
    for (RunningInjector each : injectors()) {
      lead = Math.max(lead, each.awaitReady(deadline).leadInMillis());
    }
    return System.currentTimeMillis() + lead + MARGIN_MILLIS;
  }

  /** Tells all the instant. */
  public void begin(long originMillis) {
    injectors().forEach(each -> each.begin(originMillis));
  }

  /** Where Gatling's logs of all injectors are, or will be. */
  public List<Path> logs() {
    return injectors().stream().map(RunningInjector::log).toList();
  }

  /** Simulated people at work, as of the last second. */
  public int people() {
    return injectors().stream().mapToInt(RunningInjector::people).sum();
  }

  /**
   * Waits until the last has ended, and looks at each every second meanwhile. One that does not end
   * in {@code ANSWERS_WITHIN} after the plan is killed.
   *
   * @param planEndsMillis epoch milliseconds
   * @param lost is told of each that ended before its load was over
   */
  public void awaitEnd(long planEndsMillis, Consumer<String> lost) throws InterruptedException {
    long deadline = planEndsMillis + ANSWERS_WITHIN.toMillis();
    List<RunningInjector> running = new ArrayList<>(injectors());
    while (!running.isEmpty()) {
      running.getFirst().awaitEnd(LOOK_MILLIS);
      if (System.currentTimeMillis() > deadline) {
        running.forEach(RunningInjector::kill);
      }
      for (RunningInjector injector : running) {
        var _ = injector.look();
      }
      List<RunningInjector> ended =
          running.stream().filter(injector -> !injector.isAlive()).toList();
      if (stopped()) {
        new CountDownLatch(1).await(); // this process is ending: what follows is not for us
      }
      for (RunningInjector injector : ended) {
        injector.ended();
        if (injector.over().isEmpty()) {
          String others = injectors().size() > 1 ? "; the others go on" : "";
          lost.accept(injector.ending() + " before its load was over" + others);
        }
      }
      running.removeAll(ended);
    }
  }

  /** Requests of all; empty where one ended without saying how many it sent. */
  public Optional<Counts> counts() {
    var sum = new Counts(0, 0);
    for (RunningInjector each : injectors()) {
      if (each.over().isEmpty()) {
        return Optional.empty();
      }
      sum = sum.plus(each.over().get().counts());
    }
    return Optional.of(sum);
  }

  /** The ids of courses that requests were about, of those injectors that got to their end. */
  public Set<Long> coursesTouched() {
    Set<Long> courses = new HashSet<>();
    injectors().forEach(each -> each.over().ifPresent(over -> courses.addAll(over.courses())));
    return courses;
  }

  /** Ends all that still run, in good order, and waits for them. */
  public void stop() {
    List<RunningInjector> last;
    synchronized (this) {
      stopped = true;
      last = List.copyOf(all);
    }
    last.forEach(RunningInjector::stop);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS_MAX);
    try {
      for (RunningInjector each : last) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (!each.awaitEnd(Math.max(1, left))) {
          each.kill();
          each.awaitEnd(KILL_MILLIS_MAX);
        }
      }
    } catch (InterruptedException _) {
      last.forEach(RunningInjector::kill);
      Thread.currentThread().interrupt();
    }
  }
}
