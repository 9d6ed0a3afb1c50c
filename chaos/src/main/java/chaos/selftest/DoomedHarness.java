package chaos.selftest;

import chaos.experiment.FaultUse;
import chaos.faults.Injection;
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

  /** Arguments: mechanism or fault, moment, target, folder of journals, gate. */
  public static void main(String[] arguments) {
    var journal = Journal.begin(Path.of(arguments[3]), "self-test");
    // It goes on when this process is gone, so it is not closed.
    var _ = DeadMan.watch(journal, LONG);
    use(arguments, journal);
  }

  /** Uses the fault, which doesn't return. */
  static void use(String[] arguments, Journal journal) {
    Injection real =
        Mechanisms.named(arguments[0])
            .<Injection>map(mechanism -> new MechanismUse(mechanism, arguments[2]))
            .orElseGet(() -> RealFault.injection(arguments[0], Path.of(arguments[2])));
    var injection = new DoomedInjection(real, Moment.named(arguments[1]), Path.of(arguments[4]));
    new FaultUse("self-test", injection, journal, System.out::println)
        .run(new CountDownLatch(1), System.currentTimeMillis());
  }
}
