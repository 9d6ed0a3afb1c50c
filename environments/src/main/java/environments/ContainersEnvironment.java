package environments;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.lifecycle.Startable;

/**
 * The platform in containers of this machine's Docker engine: MySQL, Redis and pods of the image,
 * each with one CPU of its own. Load goes to one pod directly, and to several through the edge;
 * where it is open for faults, to what it would go to through a link.
 */
final class ContainersEnvironment extends StartedEnvironment {
  private final DockerLease docker;
  private final List<URI> addresses;
  private final List<Part> parts;
  private final List<Link> links;
  private final List<Startable> containers;

  ContainersEnvironment(ContainersStart start) {
    super(
        start.settings(),
        start.lease(),
        start.placement(),
        start.seedFile(),
        start.access(),
        start.sampler(),
        start.describe());
    this.docker = start.docker();
    this.addresses = start.loaded();
    this.parts = start.settings().faults() ? List.copyOf(start.parts()) : List.of();
    this.links = List.copyOf(start.links());
    this.containers = new ArrayList<>(start.containers().reversed());
  }

  static ContainersEnvironment open(EnvironmentSettings settings) {
    return DockerStart.open(settings, start -> new ContainersStart(start).run());
  }

  @Override
  public String name() {
    return "containers";
  }

  @Override
  public List<URI> pods() {
    return addresses;
  }

  @Override
  public List<Part> parts() {
    return parts;
  }

  @Override
  public List<Link> links() {
    return links;
  }

  @Override
  public void close() {
    try (Lease _ = lease();
        docker;
        Sampler _ = sampler()) {
      containers.forEach(Startable::stop);
    }
  }
}
