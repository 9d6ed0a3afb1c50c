package chaos.experiment;

/** An experiment that can't be done where it was to be; its message is a sentence for the user. */
public final class ExperimentRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExperimentRefused(String message) {
    super(message);
  }
}
