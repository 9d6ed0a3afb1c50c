package chaos.selftest;

import chaos.faults.FaultFailed;
import chaos.faults.Injection;
import chaos.faults.Witness;
import chaos.undo.Undo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * An injection that says when a moment has come, and then waits for its process to be killed.
 *
 * @param real what it does until then
 * @param end when
 * @param gate a file that is there until the moment has come, where that is within the undoing
 */
record DoomedInjection(Injection real, Moment end, Path gate) implements Injection {
  /** What it says on standard output when the moment has come. */
  static final String READY = "ready to be killed";

  /** Waits for the death of process $2, once only: whoever undoes after that passes. */
  private static final String WAIT_ONCE =
      "rm \"$1\" 2>/dev/null || exit 0; echo '"
          + READY
          + "' >\"/proc/$2/fd/1\"; while [ -d \"/proc/$2\" ]; do sleep 0.05; done";

  @Override
  public String target() {
    return real.target();
  }

  @Override
  public List<Undo> undos() {
    await(Moment.BEFORE_JOURNAL);
    List<Undo> undos = new ArrayList<>(real.undos());
    switch (end) {
      case UNDO_BEGUN -> undos.addFirst(waiting());
      case UNDO_DONE -> undos.addLast(waiting());
      default -> {
        // It is killed at another time.
      }
    }
    return undos;
  }

  private Undo waiting() {
    String self = Long.toString(ProcessHandle.current().pid());
    return new Undo.RunCommand(
        List.of("sh", "-c", WAIT_ONCE, "wait-once", gate.toString(), self), List.of());
  }

  @Override
  public void inject() throws FaultFailed, InterruptedException {
    await(Moment.AFTER_JOURNAL);
    try {
      Files.createFile(gate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    real.inject();
    await(Moment.MID_INJECT);
  }

  @Override
  public void repair() {
    await(Moment.AFTER_UNDO);
  }

  @Override
  public Witness witness() {
    return new Witness() {
      private boolean injected;

      @Override
      public String source() {
        return "nothing";
      }

      @Override
      public String look() {
        if (injected) {
          await(Moment.AFTER_INJECT);
        }
        injected = true;
        return "nothing";
      }

      @Override
      public boolean fired(String before, String during) {
        return true;
      }
    };
  }

  private void await(Moment moment) {
    if (moment == end) {
      System.out.println(READY);
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
