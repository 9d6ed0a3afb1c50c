package chaos.selftest;

import chaos.faults.FaultFailed;
import chaos.faults.Injection;
import chaos.faults.Witness;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import java.util.List;

/**
 * Something broken by which a mechanism is tried.
 *
 * @param target what is broken
 */
record MechanismUse(Mechanism mechanism, String target) implements Injection {
  @Override
  public List<Undo> undos() {
    return List.of(mechanism.undo(target));
  }

  @Override
  public Witness witness() {
    return Witness.NOBODY;
  }

  @Override
  public void inject() throws FaultFailed, InterruptedException {
    try {
      mechanism.breakIt(target);
    } catch (UndoFailed e) {
      throw new FaultFailed("it can't be broken: " + e.getMessage(), e);
    }
  }
}
