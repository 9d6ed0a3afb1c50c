package loadtests.injectors;

/** The injectors could not be made ready for load. The message is for the user. */
public final class InjectorsFailed extends RuntimeException {
  /** The exit status of a program that ends because of this (EX_UNAVAILABLE). */
  public static final int EXIT_STATUS = 69;

  private static final long serialVersionUID = 1L;

  InjectorsFailed(String message) {
    super(message);
  }
}
