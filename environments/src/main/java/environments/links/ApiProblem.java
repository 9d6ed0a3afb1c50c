package environments.links;

/** A request that can't be done; its message is told to the client. */
final class ApiProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  ApiProblem(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The status of the answer. */
  int status() {
    return status;
  }
}
