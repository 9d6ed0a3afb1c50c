package environments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The docker program, for what Testcontainers leaves to it: building with BuildKit, and saying what
 * there is. Thread-safe.
 */
final class DockerCli {
  private static final Duration ASKING = Duration.ofSeconds(60);

  private final WorkFolder work;
  private final Children children;
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * @throws EnvironmentUnavailable where there is no docker program, or no engine that it reaches
   */
  DockerCli(WorkFolder work, Children children) {
    this.work = work;
    this.children = children;
    if (Tools.find("docker").isEmpty()) {
      throw new EnvironmentUnavailable("there is no docker here; install Docker");
    }
    try {
      ask("version", "--format", "{{.Server.Version}}");
    } catch (EnvironmentUnavailable e) {
      throw new EnvironmentUnavailable(
          "the Docker engine does not answer; start it or set DOCKER_HOST. " + e.getMessage(), e);
    }
  }

  /** What the program prints; it has to succeed within a minute. */
  String ask(String... arguments) {
    return run(ASKING, List.of(arguments), _ -> {});
  }

  /** Whether the program succeeds. */
  boolean succeeds(String... arguments) {
    try {
      ask(arguments);
      return true;
    } catch (EnvironmentUnavailable e) {
      return false;
    }
  }

  /** The same for what takes long, its lines passed on as they come. */
  String run(Duration deadline, List<String> arguments, Consumer<String> lines) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(arguments);
    String name = "docker-" + arguments.getFirst() + "-" + calls.incrementAndGet();
    Child child = children.start(Program.of(name, command, work.path()));
    try {
      child.awaitSuccess(deadline, lines);
      return child.output();
    } finally {
      children.stop(child);
    }
  }
}
