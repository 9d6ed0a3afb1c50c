package chaos.experiment;

import chaos.faults.Fault;
import chaos.faults.Faults;
import chaos.faults.Site;
import chaos.invariants.Invariants;
import chaos.residue.Residue;
import chaos.undo.DeadMan;
import chaos.undo.Journal;
import chaos.undo.Journals;
import environments.Environment;
import environments.Preparation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import loadtests.pace.Timeline;
import loadtests.plan.Phase;
import loadtests.record.Recorder;
import loadtests.run.Companion;
import org.jspecify.annotations.Nullable;
import reports.run.Baseline;
import reports.run.Experiment;
import reports.run.RunFolder;

/**
 * Does an experiment beside a run's load: at the planned instants each fault is written down,
 * injected, witnessed and undone, and what came of it is evidence in the run's folder.
 *
 * <p>The journal is on disk before anything is broken, and a dead man waits for the end of this
 * process. {@link #close} may come from another thread at any time; whoever ends the faults first
 * does it, and others wait.
 */
public final class Stage implements Companion {
  /** How long undos and repairs may take after the last planned end. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** How long it may take from an open environment to the measured phase. */
  private static final Duration LEAD = Duration.ofMinutes(15);

  private final Asked asked;
  private final Consumer<String> say;
  private final Runnable interrupted;
  private final Function<String, Optional<Fault>> faults;
  private final Journals journals;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<StepRun> steps = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private @Nullable Scene scene;
  private List<Experiment.Invariant> invariants = List.of();
  private Experiment.@Nullable Residue residue;
  private boolean over;
  private boolean written;

  /**
   * What a stage is asked for.
   *
   * @param seed of the load and of all choices
   * @param command the one line that repeats it
   * @param baseline the same load without a fault, where there is one
   */
  public record Asked(
      ExperimentPlan plan,
      long seed,
      String command,
      Optional<Baseline> baseline,
      Invariants invariants) {}

  /** What a stage has while the environment is open. */
  private record Scene(
      Site site,
      Recorder recorder,
      Journal journal,
      DeadMan deadMan,
      Runnable watching,
      List<String> before) {
    RunFolder folder() {
      return recorder.folder();
    }
  }

  /**
   * One for one run.
   *
   * @param say is told what happens, a line each
   * @param interrupted is run when the process is ending and all of the run was said
   */
  public Stage(Asked asked, Consumer<String> say, Runnable interrupted) {
    this(asked, say, interrupted, Faults::named, new Journals(Journal.folder()));
  }

  /** The same with other faults, and journals elsewhere. */
  Stage(
      Asked asked,
      Consumer<String> say,
      Function<String, Optional<Fault>> faults,
      Journals journals) {
    this(asked, say, () -> {}, faults, journals);
  }

  private Stage(
      Asked asked,
      Consumer<String> say,
      Runnable interrupted,
      Function<String, Optional<Fault>> faults,
      Journals journals) {
    this.asked = asked;
    this.say = say;
    this.interrupted = interrupted;
    this.faults = faults;
    this.journals = journals;
  }

  @Override
  public boolean needsFaults() {
    return true;
  }

  @Override
  public Set<Preparation> preparations() {
    return asked.plan().preparations();
  }

  /**
   * Looks whether all of it can be done, and at the machine as it is; nothing is broken yet.
   *
   * @throws ExperimentRefused where a fault can't be done here, or too much would be broken at once
   */
  @Override
  public synchronized void opened(Environment environment, Recorder recorder) {
    if (over) {
      return;
    }
    RunFolder folder = recorder.folder();
    Journal journal = Journal.begin(journals.folder(), folder.id());
    Duration most = asked.plan().schedule().end().plus(LEAD).plus(PATIENCE);
    DeadMan deadMan = DeadMan.watch(journal, most);
    try {
      Site site = Site.of(environment, journal.files());
      steps.addAll(Rehearsal.steps(asked.plan(), asked.seed(), site, faults));
      List<String> before = Residue.at(site, journals);
      Runnable watching = asked.invariants().watch(environment, folder);
      scene = new Scene(site, recorder, journal, deadMan, watching, before);
      asked.baseline().ifPresent(folder::write);
      write();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before the experiment", e);
    } finally {
      if (scene == null) {
        end(journal, deadMan);
      }
    }
  }

  @Override
  public synchronized void loadBegins(Timeline timeline) {
    Scene now = scene;
    if (over || now == null) {
      return;
    }
    Phase measured =
        timeline.plan().phases().stream().filter(Phase::measured).findFirst().orElseThrow();
    long begin = timeline.begins(measured);
    var hands = new Hands(now.site(), asked.plan().limits().partsMax());
    for (StepRun step : steps) {
      step.plan(begin);
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("fault-" + step.step().text())
              .start(() -> step.run(hands, now.journal(), ended, this::tell)));
    }
    write();
  }

  private void tell(String fault, String what) {
    Scene now = scene;
    if (now != null) {
      now.recorder().event("fault", fault, what);
      say.accept(fault + " " + what);
    }
  }

  @Override
  public void loadEnded() {
    endFaults();
  }

  @Override
  public synchronized void lookedUp() {
    Scene now = scene;
    if (now != null && !written) {
      say.accept("checking the invariants");
      invariants = asked.invariants().check(now.folder(), now.site().database());
      written = true;
      write();
    }
  }

  @Override
  public void close() {
    endFaults();
  }

  @Override
  public void interrupted() {
    interrupted.run();
  }

  /** Has everything as before when it returns, or says in the evidence what is not. */
  private void endFaults() {
    // Before the lock: a step that is waiting or in force ends at once.
    ended.countDown();
    synchronized (this) {
      Scene now = scene;
      if (over || now == null) {
        over = true;
        return;
      }
      over = true;
      try {
        awaitThreads();
        now.watching().run();
        lookAfter(now);
      } catch (InterruptedException e) {
        // What is left is in the journal: the dead man goes on.
        Thread.currentThread().interrupt();
      } finally {
        write();
        end(now.journal(), now.deadMan());
      }
    }
  }

  /** In this order: a dead man who finds no journal has nothing to do. */
  private static void end(Journal journal, DeadMan deadMan) {
    try (deadMan) {
      journal.close();
    }
  }

  /** Those that hang are left behind: what they leave open in the journal is the dead man's. */
  private void awaitThreads() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (Thread thread : threads) {
      thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }
  }

  private void lookAfter(Scene now) throws InterruptedException {
    List<String> after = new ArrayList<>(Residue.at(now.site(), journals));
    after.addAll(now.journal().left());
    residue = new Experiment.Residue(now.before(), after.stream().distinct().toList());
    residue.left().forEach(line -> say.accept("left behind: " + line));
  }

  private void write() {
    Scene now = scene;
    if (now != null) {
      ExperimentPlan plan = asked.plan();
      now.folder()
          .write(
              new Experiment(
                  RunFolder.SCHEMA,
                  plan.name(),
                  plan.hypothesis(),
                  asked.command(),
                  plan.limits(),
                  steps.stream().map(StepRun::record).toList(),
                  invariants,
                  residue));
    }
  }
}
