package chaos.faults;

import chaos.undo.Undo;
import environments.Part;
import java.util.List;

/** A part is killed, as by a crash or by the kernel, and started again when the fault ends. */
final class Killed extends PartFault {
  Killed(Part.Kind kind) {
    super(kind, "killed", "SIGKILL; started again at the end");
  }

  @Override
  Injection prepare(Site site, Part part) {
    TargetProcess process = TargetProcess.of(part);
    return new PartInjection(part, new ProcessWitness(process, ProcessWitness.GONE)) {
      @Override
      public List<Undo> undos() {
        return List.of();
      }

      @Override
      public void inject() throws FaultFailed, InterruptedException {
        process.signal("KILL");
      }

      @Override
      public void repair() throws FaultFailed {
        startAgain();
      }
    };
  }
}
