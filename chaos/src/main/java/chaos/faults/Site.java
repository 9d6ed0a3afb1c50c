package chaos.faults;

import environments.DatabaseAccess;
import environments.Environment;
import environments.Link;
import environments.Part;
import environments.Rollouts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where faults are done: the parts and links of an environment.
 *
 * @param environment its name
 * @param parts the processes
 * @param links the ways between them
 * @param database the way to the database that no link leads through; empty where there is none
 * @param rollouts changes of its deployment; empty where it has none
 * @param work a folder for files of faults, gone with the run
 */
public record Site(
    String environment,
    List<Part> parts,
    List<Link> links,
    Optional<DatabaseAccess> database,
    Optional<Rollouts> rollouts,
    Path work) {
  /** Copies its lists. */
  public Site {
    parts = List.copyOf(parts);
    links = List.copyOf(links);
  }

  /** That of an environment that is open for faults. */
  public static Site of(Environment environment, Path work) {
    return new Site(
        environment.name(),
        environment.parts(),
        environment.links(),
        environment.database(),
        environment.rollouts(),
        work);
  }

  /**
   * Whether each part of a kind is in a container: with control groups and a network of its own.
   */
  boolean isContained(Part.Kind kind) {
    return parts(kind).stream()
        .allMatch(part -> part.container().isPresent() || environment.equals("k3s"));
  }

  /** Why faults are not done to parts of a kind here, a sentence; empty where they are. */
  Optional<String> refusal(Part.Kind kind) {
    String word = PartFault.word(kind);
    if (parts(kind).isEmpty()) {
      return Optional.of(
          "environment %s has no %s that faults can be done to".formatted(environment, word));
    }
    return environment.equals("k3s") && kind != Part.Kind.POD
        ? Optional.of(
            "in k3s faults are done to the platform's pods: the chart's %s is for trials only"
                .formatted(word))
        : Optional.empty();
  }

  /** All parts of a kind, in their order. */
  public List<Part> parts(Part.Kind kind) {
    return parts.stream().filter(part -> part.kind() == kind).toList();
  }

  /** The link of a name, if there is one. */
  public Optional<Link> link(String name) {
    return links.stream().filter(link -> link.name().equals(name)).findFirst();
  }
}
