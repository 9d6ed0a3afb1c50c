package chaos.faults;

import chaos.undo.Undo;
import environments.Part;
import java.time.Duration;
import java.util.List;

/** A part is asked to end and started again at once, as by somebody who updates it. */
final class Restarted extends PartFault {
  private static final Duration GRACE = Duration.ofSeconds(45);

  Restarted(Part.Kind kind) {
    super(kind, "restarted", "SIGTERM, and started again at once");
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
      public void inject() throws FaultFailed {
        part.stop(GRACE);
        startAgain();
      }

      @Override
      public void repair() throws FaultFailed {
        startAgain();
      }
    };
  }
}
