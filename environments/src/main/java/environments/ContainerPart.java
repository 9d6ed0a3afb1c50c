package environments;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotModifiedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.testcontainers.containers.GenericContainer;

/** A part whose process is the first one of a container of this machine's engine. */
final class ContainerPart implements Part {
  private final String name;
  private final Kind kind;
  private final GenericContainer<?> container;
  private final String id;
  private final Optional<Path> clock;
  private final BooleanSupplier serves;
  private volatile Known known = new Known(0, 0);

  /** A process that the engine named, and when it started: the engine is asked again after it. */
  private record Known(long pid, long startTicks) {}

  /**
   * A part that runs.
   *
   * @param serves whether it serves by now
   */
  ContainerPart(String name, Kind kind, GenericContainer<?> container, BooleanSupplier serves) {
    this(name, kind, container, Optional.empty(), serves);
  }

  /**
   * The same with a clock.
   *
   * @param clock as {@link Part#clock} has it
   */
  ContainerPart(
      String name,
      Kind kind,
      GenericContainer<?> container,
      Optional<Path> clock,
      BooleanSupplier serves) {
    this.name = name;
    this.kind = kind;
    this.container = container;
    this.id = container.getContainerId();
    this.clock = clock;
    this.serves = serves;
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
    Known last = known;
    if (startTicks(last.pid()).filter(ticks -> ticks == last.startTicks()).isPresent()) {
      return OptionalLong.of(last.pid());
    }
    long pid = askedPid();
    Optional<Long> ticks = startTicks(pid);
    ticks.ifPresent(now -> known = new Known(pid, now));
    return ticks.isPresent() ? OptionalLong.of(pid) : OptionalLong.empty();
  }

  /** What the engine says now; 0 where none runs. */
  private long askedPid() {
    try {
      return Objects.requireNonNullElse(
          container.getCurrentContainerInfo().getState().getPidLong(), 0L);
    } catch (DockerException e) {
      return 0;
    }
  }

  @Override
  public Optional<String> container() {
    return Optional.of(id);
  }

  @Override
  public Optional<Path> clock() {
    return clock;
  }

  @Override
  public void stop(Duration grace) {
    try {
      int seconds = Math.toIntExact(grace.toSeconds());
      docker().stopContainerCmd(id).withTimeout(seconds).exec();
    } catch (NotModifiedException e) {
      // It had ended.
      return;
    }
  }

  @Override
  public void start() {
    if (pid().isPresent()) {
      return;
    }
    // The engine may not have noticed yet that the process has ended: it would start nothing.
    Serving.await(name, this::started);
    Serving.await(name, serves);
  }

  /** Whether this call has started the process. */
  private boolean started() {
    try {
      docker().startContainerCmd(id).exec();
      return true;
    } catch (NotModifiedException e) {
      return pid().isPresent();
    }
  }

  /** When a process started; empty where it has ended. */
  private static Optional<Long> startTicks(long pid) {
    return ProcessStat.read(pid).filter(stat -> stat.state() != 'Z').map(ProcessStat::startTicks);
  }

  private DockerClient docker() {
    return container.getDockerClient();
  }
}
