package chaos;

/**
 * Something broken on purpose: injected once, witnessed, undone.
 *
 * <p>A fault is one small file. Its witness reads another source than its injection writes, so that
 * an injection that silently did nothing is seen.
 */
public interface Fault {
  /** What it is called, in reports and on the command line. */
  String name();

  /** Whether there is anything to witness; only the control has nothing. */
  boolean leavesTraces();

  /** Breaks it. */
  void inject();

  /** Whether it is, or was, really broken. */
  boolean fired();

  /** Puts it right again; harmless where nothing was broken, and however often it is called. */
  void undo();
}
