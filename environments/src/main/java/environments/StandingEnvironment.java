package environments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An environment that stays up from one run to the next, as long as they ask for the same. Each run
 * opens and closes it as if it were its own; {@link #end} says that the next is to have a new one.
 *
 * <p>When the process is told to end, it ends as soon as no run has it. Thread-safe; one run has it
 * at a time.
 */
public final class StandingEnvironment implements AutoCloseable {
  private static final Duration SERVES_WITHIN = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Function<EnvironmentSettings, Environment> opening;
  private final Duration servesWithin;
  private final Thread hook = Thread.ofPlatform().name("standing-end").unstarted(this::processEnds);
  private @Nullable Standing standing;
  private boolean lent;
  private boolean processEnds;

  /** What stands, and what it was asked for. */
  private record Standing(Environment environment, EnvironmentSettings.Composition composition) {}

  /**
   * One that has not been opened.
   *
   * @param opening starts an environment
   */
  public StandingEnvironment(Function<EnvironmentSettings, Environment> opening) {
    this(opening, SERVES_WITHIN);
  }

  /** The same with another patience. */
  StandingEnvironment(Function<EnvironmentSettings, Environment> opening, Duration servesWithin) {
    this.opening = opening;
    this.servesWithin = servesWithin;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * What stands, where it is what is asked for and serves; else that is ended and another started.
   * What is answered must be closed before the next is asked for.
   *
   * @throws EnvironmentUnavailable when it can't be had
   */
  public Environment open(EnvironmentSettings settings) {
    EnvironmentSettings.Composition composition = settings.composition();
    Optional<Environment> same = standing(composition).filter(found -> serves(found, settings));
    if (same.isPresent()) {
      settings.progress().accept("the environment of the run before stands and serves");
      same.get().serve(settings);
      return lend(same.get(), SeedFileNow.write(same.get(), settings.failureLogs()));
    }
    end();
    Environment opened = opening.apply(settings);
    opened.leaveEndToCaller();
    stands(new Standing(opened, composition));
    return lend(opened, Optional.empty());
  }

  /** Whether one stands that a run has used. */
  public synchronized boolean isUp() {
    return standing != null;
  }

  private synchronized Optional<Environment> standing(EnvironmentSettings.Composition composition) {
    return Optional.ofNullable(standing)
        .filter(found -> found.composition().equals(composition))
        .map(Standing::environment);
  }

  /** Whether all of its pods answer, which may take a moment after what a run did to it. */
  private boolean serves(Environment environment, EnvironmentSettings settings) {
    long end = System.nanoTime() + servesWithin.toNanos();
    while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
      Object ready = environment.sample().get("podsReady");
      if (ready instanceof Number number && number.intValue() == settings.pods()) {
        return true;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return false;
  }

  private synchronized void stands(Standing opened) {
    standing = opened;
  }

  private synchronized Environment lend(Environment environment, Optional<Path> seedFile) {
    lent = true;
    return new Lent(environment, seedFile, this::returned);
  }

  private synchronized void returned() {
    lent = false;
    if (processEnds) {
      end();
    }
  }

  /** The next run is to have a new one. Does nothing where none stands. */
  public synchronized void end() {
    if (standing != null) {
      Environment ended = standing.environment();
      standing = null;
      ended.close();
    }
  }

  private synchronized void processEnds() {
    processEnds = true;
    if (!lent) {
      end();
    }
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook finds nothing to do.
      return;
    }
  }
}
