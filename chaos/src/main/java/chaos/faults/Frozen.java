package chaos.faults;

import chaos.undo.Undo;
import environments.Part;
import java.util.List;

/** A part is frozen: it holds its connections and does nothing, until the fault ends. */
final class Frozen extends PartFault {
  Frozen(Part.Kind kind) {
    super(kind, "frozen", "SIGSTOP; SIGCONT at the end");
  }

  @Override
  Injection prepare(Site site, Part part) {
    TargetProcess process = TargetProcess.of(part);
    return new PartInjection(part, new ProcessWitness(process, ProcessWitness.STOPPED)) {
      @Override
      public List<Undo> undos() {
        return List.of(new Undo.ContinueProcess(process.pid(), process.startTime()));
      }

      @Override
      public void inject() throws FaultFailed, InterruptedException {
        process.signal("STOP");
      }

      @Override
      public void repair() throws FaultFailed {
        startAgain();
      }
    };
  }
}
