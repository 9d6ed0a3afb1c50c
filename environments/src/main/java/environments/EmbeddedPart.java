package environments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A part that is a child process of ours. */
final class EmbeddedPart implements Part {
  private final String name;
  private final Kind kind;
  private final Children children;
  private final Optional<Path> clock;
  private final Supplier<Child> again;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Child child;

  /**
   * A part that runs.
   *
   * @param clock as {@link Part#clock} has it
   * @param again starts it again where it has ended, and returns when it serves
   */
  EmbeddedPart(
      String name,
      Kind kind,
      Children children,
      Child child,
      Optional<Path> clock,
      Supplier<Child> again) {
    this.name = name;
    this.kind = kind;
    this.children = children;
    this.child = child;
    this.clock = clock;
    this.again = again;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public OptionalLong pid() {
    Child now = child;
    return now.isAlive() ? OptionalLong.of(now.pid()) : OptionalLong.empty();
  }

  @Override
  public Optional<Path> clock() {
    return clock;
  }

  @Override
  public void stop(Duration grace) {
    lock.lock();
    try {
      child.stop(grace);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void start() {
    lock.lock();
    try {
      if (!child.isAlive()) {
        Child ended = child;
        child = again.get();
        children.forget(ended);
      }
    } finally {
      lock.unlock();
    }
  }
}
