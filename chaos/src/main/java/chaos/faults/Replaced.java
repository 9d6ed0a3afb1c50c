package chaos.faults;

import chaos.undo.Undo;
import environments.EnvironmentUnavailable;
import environments.Part;
import environments.RolloutFailed;
import environments.Rollouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Every pod is replaced as an update does it: by the deployment's own rolling update where there is
 * one, with its surge and what it waits for; else one pod after the other, so that one is away at a
 * time. The injection is the whole of it.
 */
final class Replaced implements Fault {
  private static final Duration GRACE = Duration.ofSeconds(45);

  @Override
  public String name() {
    return "pods-replaced";
  }

  @Override
  public String summary() {
    return "every pod is replaced by a new one, as a rolling update does it";
  }

  @Override
  public Optional<String> refusal(Site site) {
    int pods = site.parts(Part.Kind.POD).size();
    return pods < 2
        ? Optional.of("of %d pods none can be spared; it needs 2".formatted(pods))
        : Optional.empty();
  }

  @Override
  public Injection prepare(Site site, SplittableRandom random) {
    List<Part> pods = site.parts(Part.Kind.POD);
    Optional<Rollouts> rollouts = site.rollouts();
    List<TargetProcess> old = pods.stream().map(TargetProcess::of).toList();
    return new Injection() {
      @Override
      public String target() {
        return String.join(",", pods.stream().map(Part::name).toList());
      }

      @Override
      public List<Undo> undos() {
        return List.of();
      }

      @Override
      public Witness witness() {
        return new ReplacedWitness(old);
      }

      @Override
      public void inject() throws FaultFailed {
        if (rollouts.isPresent()) {
          roll(rollouts.get());
          return;
        }
        for (Part pod : pods) {
          pod.stop(GRACE);
          start(pod);
        }
      }

      // Parts whose pods are gone become those of their successors.
      @Override
      public void repair() throws FaultFailed {
        for (Part pod : pods) {
          start(pod);
        }
      }
    };
  }

  private static void roll(Rollouts rollouts) throws FaultFailed {
    try {
      rollouts.restart();
    } catch (RolloutFailed e) {
      throw new FaultFailed("the rolling update failed: " + e.getMessage(), e);
    }
  }

  private static void start(Part pod) throws FaultFailed {
    try {
      pod.start();
    } catch (EnvironmentUnavailable e) {
      throw new FaultFailed(pod.name() + " does not start again: " + e.getMessage(), e);
    }
  }

  /** Sees in /proc how many of the old processes are left. */
  private record ReplacedWitness(List<TargetProcess> old) implements Witness {
    @Override
    public String source() {
      return "/proc/PID/stat of every pod";
    }

    @Override
    public String look() {
      long left = old.stream().filter(process -> process.now().isPresent()).count();
      return "%d of %d old pods run".formatted(left, old.size());
    }

    @Override
    public boolean fired(String before, String during) {
      return !before.startsWith("0 ") && during.startsWith("0 ");
    }
  }
}
