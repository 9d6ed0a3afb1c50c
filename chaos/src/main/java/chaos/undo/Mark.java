package chaos.undo;

/** What everything is called by that a fault makes, so that it is found whoever left it. */
public final class Mark {
  /**
   * The beginning of comments of rules, of names of toxics, files and control groups, and an
   * argument of helper processes.
   */
  public static final String TEXT = "headroom-chaos";

  private Mark() {}
}
