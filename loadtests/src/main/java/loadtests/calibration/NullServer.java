package loadtests.calibration;

/**
 * A server that does nothing but answer, to find what the generator and this machine can do at
 * best.
 */
public final class NullServer {
  private static final SmallServer.Answer NOTHING = new SmallServer.Answer(200, "ok");

  private NullServer() {}

  /** Starts one on a free port of loopback. */
  public static SmallServer start() {
    return SmallServer.start(_ -> NOTHING);
  }
}
