package environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a run makes in the Docker engine: containers, networks and volumes with a label of its own,
 * which are gone soon after the process, whatever ends it.
 *
 * <p>A {@link Reaper} removes what has the label. What that missed, as after a power cut, is swept
 * when the next is taken.
 */
final class DockerLease implements AutoCloseable {
  private static final String LABEL = "headroom.owner";

  private static final String REMOVE =
      "docker ps -aq --filter \"label=$1\" | xargs -r docker rm -f -v;"
          + " docker network ls -q --filter \"label=$1\" | xargs -r docker network rm;"
          + " docker volume ls -q --filter \"label=$1\" | xargs -r docker volume rm -f";

  private static final long REMOVAL_SECONDS_MAX = 120;

  private final String owner;
  private final Reaper reaper;

  private DockerLease(String owner, Reaper reaper) {
    this.owner = owner;
    this.reaper = reaper;
  }

  /** Sweeps what processes that have ended left, and takes a lease for this one. */
  static DockerLease take(DockerCli docker) {
    sweep(docker);
    String owner = ProcessIdentity.current().text() + "." + UUID.randomUUID();
    try {
      return new DockerLease(owner, Reaper.start(REMOVE, LABEL + "=" + owner));
    } catch (IOException e) {
      throw new UncheckedIOException("nothing would remove the containers of this run", e);
    }
  }

  /** The label that everything of this run has to have. */
  Map<String, String> labels() {
    return Map.of(LABEL, owner);
  }

  /** The same for the docker program. */
  String label() {
    return LABEL + "=" + owner;
  }

  @Override
  public void close() {
    try {
      if (!reaper.finish(REMOVAL_SECONDS_MAX)) {
        throw new IOException("not removed within " + REMOVAL_SECONDS_MAX + " s");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the containers of " + owner + " could not be removed", e);
    } catch (InterruptedException e) {
      // The shell goes on without us.
      Thread.currentThread().interrupt();
    }
  }

  private static void sweep(DockerCli docker) {
    for (String what : List.of("container", "network", "volume")) {
      String format = "{{.Label \"" + LABEL + "\"}}";
      String all = what.equals("container") ? "--all" : "--quiet=false";
      docker
          .ask(what, "ls", all, "--filter", "label=" + LABEL, "--format", format)
          .lines()
          .distinct()
          .filter(DockerLease::isOrphan)
          .forEach(DockerLease::remove);
    }
  }

  private static boolean isOrphan(String owner) {
    return ProcessIdentity.parse(owner.replaceFirst("\\..*", ""))
        .filter(ProcessIdentity::hasEnded)
        .isPresent();
  }

  private static void remove(String owner) {
    try {
      if (!Reaper.run(REMOVE, LABEL + "=" + owner, REMOVAL_SECONDS_MAX)) {
        throw new EnvironmentUnavailable("what an ended run left in Docker can't be removed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what an ended run left in Docker can't be removed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
