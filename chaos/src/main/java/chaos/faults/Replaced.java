package chaos.faults;

import chaos.undo.Undo;
import environments.EnvironmentUnavailable;
import environments.Part;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Every pod is replaced, one after the other, as a rolling update does: one is away at a time. */
final class Replaced implements Fault {
  private static final Duration GRACE = Duration.ofSeconds(45);

  @Override
  public String name() {
    return "pods-replaced";
  }

  @Override
  public String summary() {
    return "every pod is ended politely and started again, one after the other";
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
        for (Part pod : pods) {
          pod.stop(GRACE);
          start(pod);
        }
      }

      @Override
      public void repair() throws FaultFailed {
        for (Part pod : pods) {
          start(pod);
        }
      }
    };
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
