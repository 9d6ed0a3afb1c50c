package chaos.faults;

import environments.EnvironmentUnavailable;
import environments.Part;

/** One use of a fault on one part. */
abstract class PartInjection implements Injection {
  private final Part part;
  private final Witness witness;

  PartInjection(Part part, Witness witness) {
    this.part = part;
    this.witness = witness;
  }

  @Override
  public final String target() {
    return part.name();
  }

  @Override
  public final Witness witness() {
    return witness;
  }

  /**
   * Starts the part again where it has ended.
   *
   * @throws FaultFailed where it doesn't serve in time
   */
  final void startAgain() throws FaultFailed {
    try {
      part.start();
    } catch (EnvironmentUnavailable e) {
      throw new FaultFailed(part.name() + " does not start again: " + e.getMessage(), e);
    }
  }
}
