package environments;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Removes a run's namespace from a cluster that stays, and lifts its cordons, whatever ends the
 * run.
 *
 * <p>A {@link Reaper} starts this as a program of its own where the run was killed.
 */
final class NamespaceReaper implements AutoCloseable {
  private static final Duration REMOVING = Duration.ofMinutes(3);
  private static final String SEPARATOR = "\n";

  private final Reaper reaper;

  private NamespaceReaper(Reaper reaper) {
    this.reaper = reaper;
  }

  /**
   * Removes the namespace of this name and owner when this is closed or the process is gone.
   *
   * @param drainsNodes whether the owner cordons nodes, which are then to take pods again
   */
  static NamespaceReaper start(
      Path kubeConfig, String namespace, String owner, boolean drainsNodes) {
    String command =
        OwnProgram.command(NamespaceReaper.class).stream()
            .map(word -> '"' + word + '"')
            .collect(Collectors.joining(" "));
    String script = "exec " + command + " \"$1\"";
    try {
      return new NamespaceReaper(
          Reaper.start(
              script,
              String.join(
                  SEPARATOR,
                  kubeConfig.toString(),
                  namespace,
                  owner,
                  Boolean.toString(drainsNodes))));
    } catch (IOException e) {
      throw new UncheckedIOException("nothing would remove the namespace of this run", e);
    }
  }

  /** The program: its argument is kubeconfig, namespace, owner and drainsNodes, a line each. */
  public static void main(String[] arguments) {
    String[] parts = arguments[0].split(SEPARATOR, 4);
    try (KubernetesClient client = Clusters.connect(Clusters.kubeConfig(Path.of(parts[0])))) {
      try {
        remove(client, parts[1], parts[2]);
      } finally {
        if (Boolean.parseBoolean(parts[3])) {
          Cordon.liftAll(client, parts[2]);
        }
      }
    }
  }

  private static void remove(KubernetesClient client, String namespace, String owner) {
    Namespace found = client.namespaces().withName(namespace).get();
    if (found != null && Objects.equals(found.getMetadata().getLabels().get(Owner.LABEL), owner)) {
      Release.remove(client, namespace, REMOVING);
    }
  }

  /** Removes it now. */
  @Override
  public void close() {
    try {
      if (!reaper.finish(REMOVING.toSeconds())) {
        throw new IOException("not removed within " + REMOVING.toSeconds() + " s");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the namespace could not be removed", e);
    } catch (InterruptedException e) {
      // The program goes on without us.
      Thread.currentThread().interrupt();
    }
  }
}
