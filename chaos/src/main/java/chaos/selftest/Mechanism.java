package chaos.selftest;

import chaos.undo.Undo;
import chaos.undo.UndoFailed;

/** A way of undoing, with something real that it is tried on. Stateless. */
interface Mechanism extends Subject {
  /** Breaks it, in another process than the one that made it. */
  void breakIt(String target) throws UndoFailed, InterruptedException;

  /** What puts it right. */
  Undo undo(String target);
}
