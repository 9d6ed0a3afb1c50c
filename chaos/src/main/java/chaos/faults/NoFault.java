package chaos.faults;

import chaos.undo.Undo;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The control: nothing is broken, so whatever is seen under it is noise. */
final class NoFault implements Fault {
  @Override
  public String name() {
    return "no-fault";
  }

  @Override
  public String summary() {
    return "nothing is broken: the control";
  }

  @Override
  public Optional<String> refusal(Site site) {
    return Optional.empty();
  }

  @Override
  public Injection prepare(Site site, SplittableRandom random) {
    return new Nothing();
  }

  private static final class Nothing implements Injection {
    @Override
    public String target() {
      return "nothing";
    }

    @Override
    public int breadth() {
      return 0;
    }

    @Override
    public boolean leavesTraces() {
      return false;
    }

    @Override
    public List<Undo> undos() {
      return List.of();
    }

    @Override
    public Witness witness() {
      return Witness.NOBODY;
    }

    @Override
    public void inject() {
      // Nothing is what the control does.
    }
  }
}
