package chaos.commands;

import chaos.faults.Site;
import environments.DatabaseAccess;
import environments.Link;
import environments.Part;
import environments.Rollouts;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * An environment as it would be if it were open, for asking faults whether they could be done
 * there. Its parts are this process, so nothing may be done to them.
 */
final class Sketch {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private Sketch() {}

  static Site of(String environment) {
    List<Part> parts =
        new ArrayList<>(
            List.of(
                part(environment, "pod-1", Part.Kind.POD),
                part(environment, "pod-2", Part.Kind.POD),
                part(environment, "database", Part.Kind.DATABASE),
                part(environment, "redis", Part.Kind.REDIS)));
    if (environment.equals("containers")) {
      parts.add(part(environment, "edge", Part.Kind.EDGE));
    }
    List<Link> links =
        environment.equals("k3s")
            ? List.of()
            : Stream.of("database", "redis", "edge").map(Sketch::link).toList();
    DatabaseAccess database = new DatabaseAccess("jdbc:mysql://127.0.0.1:1/lms", "lms", "");
    Optional<Rollouts> rollouts =
        environment.equals("k3s") ? Optional.of(new NoRollouts()) : Optional.empty();
    return new Site(
        environment, parts, links, Optional.of(database), rollouts, Path.of("/nowhere"));
  }

  /** Nothing is deployed in a sketch. */
  private static final class NoRollouts implements Rollouts {
    @Override
    public void restart() {
      throw new UnsupportedOperationException("a sketch is not restarted");
    }

    @Override
    public String evict() {
      throw new UnsupportedOperationException("a sketch has nobody to evict");
    }

    @Override
    public String updateThatFails() {
      throw new UnsupportedOperationException("a sketch is not updated");
    }
  }

  private static Link link(String name) {
    return new Link(
        name,
        NOWHERE,
        name,
        InetSocketAddress.createUnresolved("127.0.0.1", 1),
        "127.0.0.1:1",
        "127.0.0.1");
  }

  private static Part part(String environment, String name, Part.Kind kind) {
    return new Part() {
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
        return OptionalLong.of(ProcessHandle.current().pid());
      }

      @Override
      public Optional<String> container() {
        return environment.equals("containers") ? Optional.of(name) : Optional.empty();
      }

      @Override
      public void stop(Duration grace) {
        throw new UnsupportedOperationException("a sketch is not stopped");
      }

      @Override
      public void start() {
        throw new UnsupportedOperationException("a sketch is not started");
      }
    };
  }
}
