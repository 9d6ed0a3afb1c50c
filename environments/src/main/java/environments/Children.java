package environments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The child processes of an environment; none of them outlives it or this process, kill -9
 * included. Thread-safe.
 *
 * <p>All are started by one thread that lives as long as they may, because the kernel's parent
 * death signal is about the thread that made a process ({@code PR_SET_PDEATHSIG}, prctl(2)).
 */
final class Children implements AutoCloseable {

  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("child-starter").factory());
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Child> running = new ArrayList<>();
  private boolean closed;

  /**
   * Starts a program.
   *
   * @throws EnvironmentUnavailable where it can't be started, or this is closed
   */
  Child start(Program program) {
    lock.lock();
    try {
      if (closed) {
        throw new EnvironmentUnavailable("stopped while starting " + program.name());
      }
      long logBegin = program.output().toFile().length();
      Child child = new Child(program, startByStarter(program), logBegin);
      running.add(child);
      return child;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Starts a program and returns when it is ready; where it doesn't get so, it is ended.
   *
   * @param awaitReady throws {@link EnvironmentUnavailable} where it is not ready in time
   */
  Child start(Program program, Consumer<Child> awaitReady) {
    Child child = start(program);
    try {
      awaitReady.accept(child);
      return child;
    } catch (EnvironmentUnavailable e) {
      child.kill();
      forget(child);
      throw e;
    }
  }

  /** Those that were started and not stopped, in that order, whether they still run or not. */
  List<Child> all() {
    lock.lock();
    try {
      return List.copyOf(running);
    } finally {
      lock.unlock();
    }
  }

  /** Ends a child as {@link Child#stop} does and forgets it. */
  void stop(Child child) {
    child.stop();
    forget(child);
  }

  /** Leaves a child that has ended out of {@link #all} from now on. */
  void forget(Child child) {
    lock.lock();
    try {
      running.remove(child);
    } finally {
      lock.unlock();
    }
  }

  /** Kills those that still run, the last started first; nothing can be started from now on. */
  @Override
  public void close() {
    List<Child> last;
    lock.lock();
    try {
      closed = true;
      last = running.reversed().stream().toList();
    } finally {
      lock.unlock();
    }
    last.forEach(Child::kill);
    starter.shutdown();
  }

  private Process startByStarter(Program program) {
    try {
      return starter.submit(() -> launch(program)).get();
    } catch (ExecutionException e) {
      @Nullable Throwable cause = e.getCause();
      throw new EnvironmentUnavailable(
          program.name() + " could not be started: " + (cause == null ? e : cause).getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentUnavailable("interrupted while starting " + program.name(), e);
    }
  }

  private static Process launch(Program program) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(program.launch(ProcessHandle.current().pid()))
            .redirectInput(program.input().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(program.output().toFile()));
    // What the user has set for other programs must not change the ones that are measured.
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.startsWith("LMS_")
                    || name.equals("JAVA_TOOL_OPTIONS")
                    || name.equals("JDK_JAVA_OPTIONS"));
    builder.environment().putAll(program.environment());
    return builder.start();
  }
}
