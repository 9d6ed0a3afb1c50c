package chaos.faults;

import chaos.undo.Undo;
import environments.Part;
import java.time.Duration;
import java.util.List;

/** A part is asked to end, does so in its own time, and is started again when the fault ends. */
final class Stopped extends PartFault {
  /** As long as Kubernetes gives a pod by the chart. */
  private static final Duration GRACE = Duration.ofSeconds(45);

  /**
   * A fault.
   *
   * @param what it is called: of a pod {@code stopped}, of what pods depend on {@code gone}
   */
  Stopped(Part.Kind kind, String what) {
    super(kind, what, "SIGTERM; away until the end, then started again");
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
      public void inject() {
        part.stop(GRACE);
      }

      @Override
      public void repair() throws FaultFailed {
        startAgain();
      }
    };
  }
}
