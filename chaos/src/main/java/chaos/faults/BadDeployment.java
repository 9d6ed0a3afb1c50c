package chaos.faults;

import chaos.undo.Undo;
import environments.Part;
import environments.RolloutFailed;
import environments.Rollouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Somebody updates the platform to a program that never becomes ready. The update has to undo
 * itself, which Kubernetes and Helm do whether this process lives or not.
 */
final class BadDeployment implements Fault {
  @Override
  public String name() {
    return "bad-deployment";
  }

  @Override
  public String summary() {
    return "an update to a program that never becomes ready, which has to undo itself";
  }

  @Override
  public Optional<String> refusal(Site site) {
    return site.rollouts().isEmpty()
        ? Optional.of("environment %s has no deployment to update".formatted(site.environment()))
        : Optional.empty();
  }

  @Override
  public Injection prepare(Site site, SplittableRandom random) {
    return new Update(site.rollouts().orElseThrow(), ProgramCount.in(site));
  }

  private static final class Update implements Injection {
    /** Longer than the update's own limit and the way back. */
    private static final Duration MOST = Duration.ofMinutes(4);

    private final Rollouts rollouts;
    private final Witness witness;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private @Nullable Thread updating;

    Update(Rollouts rollouts, Witness witness) {
      this.rollouts = rollouts;
      this.witness = witness;
    }

    @Override
    public String target() {
      return "deployment";
    }

    @Override
    public List<Undo> undos() {
      return List.of();
    }

    @Override
    public Witness witness() {
      return witness;
    }

    @Override
    public void inject() {
      updating = Thread.ofVirtual().name("bad-deployment").start(this::update);
    }

    private void update() {
      try {
        var _ = rollouts.updateThatFails();
      } catch (RuntimeException e) {
        failure.set(e);
      }
    }

    @Override
    public void repair() throws FaultFailed, InterruptedException {
      if (updating != null && !updating.join(MOST)) {
        throw new FaultFailed("the update did not end within " + MOST.toSeconds() + " s");
      }
      RuntimeException wrong = failure.get();
      if (wrong != null) {
        String what = wrong instanceof RolloutFailed ? "" : "the update broke off: ";
        throw new FaultFailed(what + wrong.getMessage(), wrong);
      }
    }
  }

  /**
   * Counts in /proc the processes of the program that was deployed instead of the platform, in the
   * cluster's pods and nowhere else: others on this machine may run it as well.
   *
   * @param cluster the control group that those of all the cluster's pods are in; empty where that
   *     is not known, and then none is counted
   */
  record ProgramCount(String program, String cluster) implements Witness {
    private static final String PODS = "kubepods";

    static ProgramCount in(Site site) {
      String cluster =
          site.parts(Part.Kind.POD).stream()
              .map(Part::pid)
              .filter(OptionalLong::isPresent)
              .flatMap(pid -> cluster(groups(pid.getAsLong())).stream())
              .findFirst()
              .orElse("");
      return new ProgramCount(Rollouts.FAILING_PROGRAM, cluster);
    }

    /** What the groups of a pod's process say of its cluster. */
    static Optional<String> cluster(List<String> groups) {
      return groups.stream()
          .filter(group -> group.contains(PODS))
          .map(group -> group.substring(0, group.indexOf(PODS)))
          .findFirst();
    }

    /** Whether a process with these groups is in a pod of a cluster. */
    static boolean isIn(String cluster, List<String> groups) {
      return groups.stream().anyMatch(group -> group.startsWith(cluster + PODS));
    }

    private static List<String> groups(long pid) {
      try {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "cgroup")).stream()
            .map(line -> line.split(":", 3)[2])
            .toList();
      } catch (IOException e) {
        // It has ended meanwhile.
        return List.of();
      }
    }

    @Override
    public String source() {
      return "/proc/PID/comm of every process in a pod of the cluster";
    }

    @Override
    public String look() {
      long all = cluster.isEmpty() ? 0 : ProcessHandle.allProcesses().filter(this::runsIt).count();
      return "%d processes of %s".formatted(all, program);
    }

    private boolean runsIt(ProcessHandle process) {
      try {
        Path name = Path.of("/proc", Long.toString(process.pid()), "comm");
        return Files.readString(name).strip().equals(program)
            && isIn(cluster, groups(process.pid()));
      } catch (IOException e) {
        // It has ended meanwhile.
        return false;
      }
    }

    @Override
    public boolean fired(String before, String during) {
      return Witness.number(during) > Witness.number(before);
    }
  }
}
