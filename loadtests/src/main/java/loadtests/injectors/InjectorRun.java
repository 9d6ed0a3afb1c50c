package loadtests.injectors;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import loadtests.gatling.LiveLog;
import loadtests.pace.Observer;
import loadtests.record.LoadRecorder;
import loadtests.record.Place;
import org.jspecify.annotations.Nullable;
import reports.run.InjectorFolder;

/**
 * The run of one injector in its own process: everything around the load itself. What ends it early
 * (an interrupt, the coordinator's death) leaves its files as far as they got.
 */
public final class InjectorRun {
  /** As for a process that SIGTERM ended. */
  private static final int TERMINATED = 143;

  private final LoadRecorder recorder;
  private final InjectorFolder folder;
  private final Coordinator coordinator;
  private @Nullable LiveLog log;

  private InjectorRun(Assignment assignment) {
    folder = InjectorFolder.at(Path.of(assignment.folder()));
    recorder = LoadRecorder.in(folder);
    coordinator =
        new Coordinator(
            System.in, System.out, recorder::peopleAtWork, () -> System.exit(TERMINATED));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
  }

  /** Makes its folder, and listens to the coordinator from now on. */
  public static InjectorRun open(Assignment assignment) {
    return new InjectorRun(assignment);
  }

  /** What has to be told of everything that happens under load. */
  public Observer observer() {
    return recorder;
  }

  /**
   * Says that it is ready, and waits for the agreed instant.
   *
   * @param leadIn how long before the first phase it has to start
   * @return when the first phase begins, in epoch milliseconds
   */
  public long agree(Duration leadIn) {
    coordinator.say(new Message.Ready(leadIn.toMillis(), Place.here()));
    return coordinator.awaitOrigin();
  }

  /** Watches the generator from now on, and returns when the load has to start. */
  public void begin(long startMillis) {
    recorder.begins();
    log = new LiveLog(folder.simulationLog());
    long left = startMillis - System.currentTimeMillis();
    while (left > 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(left));
      left = startMillis - System.currentTimeMillis();
    }
  }

  /** The load is over: closes all files, and says so. */
  public void end(Set<Long> coursesTouched) {
    close();
    coordinator.say(new Message.Over(recorder.counts(), coursesTouched));
  }

  private void close() {
    recorder.close();
    if (log != null) {
      log.close();
    }
  }
}
