package reports.page;

import static reports.experiment.SyntheticExperiment.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import reports.experiment.SyntheticExperiment;
import reports.experiment.SyntheticExperiment.Answer;
import reports.run.Experiment.Invariant;
import reports.run.Experiment.Outcome;
import reports.run.Experiment.Residue;
import reports.run.Experiment.Violation;

/** An experiment with something of everything: two faults, a late recovery, wrong data, residue. */
final class BrokenExperiment {
  private BrokenExperiment() {}

  static Path write(Path runs) throws IOException {
    var run = new SyntheticExperiment(1);
    run.baseline = SyntheticExperiment.baselineOf(runs, new SyntheticExperiment(2));
    run.faults = List.of(fault("pod-killed", 40, 50), fault("redis-slow", 44, 48));
    run.platform =
        (draw, second) -> {
          boolean broken = second >= 40 && second < 50;
          if (broken && draw.nextInt(4) == 0) {
            return Answer.failed(200);
          }
          return Answer.ok((second >= 40 && second < 56 ? 300 : 5) + draw.nextInt(20));
        };
    run.invariants =
        List.of(
            SyntheticExperiment.held("seats-within-bounds"),
            new Invariant(
                "one-certificate",
                "At most one certificate for a user and a course.",
                Outcome.VIOLATED,
                50,
                2,
                List.of(
                    violation("user:12/course:7"),
                    violation(
                        "user:13/course:7-with-a-name-that-is-longer-than-any-phone-is-wide")),
                null));
    run.residue = new Residue(List.of(), List.of("toxic latency on redis"));
    return run.write(runs).path();
  }

  private static Violation violation(String key) {
    return new Violation(
        key,
        "Two certificates.",
        List.of(
            "0:42.100 POST /certificates key-1: no answer",
            "0:43.250 POST /certificates key-1: 201 acknowledged",
            "afterwards the database holds certificates 81 and 82"));
  }
}
