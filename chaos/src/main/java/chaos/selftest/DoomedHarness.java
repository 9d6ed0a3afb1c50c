package chaos.selftest;

import chaos.experiment.FaultUse;
import chaos.undo.DeadMan;
import chaos.undo.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A harness that uses one fault and is killed meanwhile: the program that the self-test starts. Its
 * journal, dead man and undoing are those of every experiment.
 */
final class DoomedHarness {
  private static final Duration LONG = Duration.ofMinutes(5);

  private DoomedHarness() {}

  /** Arguments: mechanism, moment, target, folder of journals, gate. */
  public static void main(String[] arguments) {
    var journal = Journal.begin(Path.of(arguments[3]), "self-test");
    // It goes on when this process is gone, so it is not closed.
    var _ = DeadMan.watch(journal, LONG);
    use(arguments, journal);
  }

  /** Uses the fault, which doesn't return. */
  static void use(String[] arguments, Journal journal) {
    var injection =
        new DoomedInjection(
            Mechanisms.named(arguments[0]),
            arguments[2],
            Moment.named(arguments[1]),
            Path.of(arguments[4]));
    new FaultUse("self-test", injection, journal, System.out::println)
        .run(new CountDownLatch(1), System.currentTimeMillis());
  }
}
