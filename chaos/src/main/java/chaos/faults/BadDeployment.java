package chaos.faults;

import chaos.undo.Undo;
import environments.RolloutFailed;
import environments.Rollouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    return new Update(site.rollouts().orElseThrow());
  }

  private static final class Update implements Injection {
    /** Longer than the update's own limit and the way back. */
    private static final Duration MOST = Duration.ofMinutes(4);

    private final Rollouts rollouts;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private @Nullable Thread updating;

    Update(Rollouts rollouts) {
      this.rollouts = rollouts;
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
      return new ProgramCount(Rollouts.FAILING_PROGRAM);
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

  /** Counts in /proc the processes of the program that was deployed instead of the platform. */
  private record ProgramCount(String program) implements Witness {
    @Override
    public String source() {
      return "/proc/PID/comm of every process";
    }

    @Override
    public String look() {
      long all = ProcessHandle.allProcesses().filter(this::runsIt).count();
      return "%d processes of %s".formatted(all, program);
    }

    private boolean runsIt(ProcessHandle process) {
      try {
        Path name = Path.of("/proc", Long.toString(process.pid()), "comm");
        return Files.readString(name).strip().equals(program);
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
