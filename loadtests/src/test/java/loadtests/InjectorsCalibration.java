package loadtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import loadtests.gatling.GatlingProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reports.compare.Comparer;
import reports.compare.Comparison;
import reports.compare.Outcome;
import reports.judge.MeasuredRun;
import reports.run.LedgerEntry;
import reports.run.Phase;
import reports.run.RunFolder;

/**
 * The same load on the same platform, from one process and from several. Its warm-up is long enough
 * for four cold JVMs on what a small machine has left.
 */
@Timeout(600)
class InjectorsCalibration {
  private static final int VERIFIED = 0;
  private static final int INVALID = 3;
  private static final List<Integer> VERDICTS = List.of(VERIFIED, 1, 2, INVALID);

  /** How often it is measured while something else on the machine is in the way. */
  private static final int TRIES = 2;

  /** A run, and what its claims got. */
  private record Measured(RunFolder folder, int status, String output) {}

  @Test
  void oneAndFourAgree() throws Exception {
    Measured first = measured(1);
    Measured second = measured(4);
    RunFolder one = first.folder();
    RunFolder four = second.folder();

    assertThat(four.injectors()).hasSize(4).allMatch(each -> each.loadOver());
    assertThat(plan(four)).as("planned to the millisecond").isEqualTo(plan(one));
    // What was sent can be compared wherever it was measured well, however slow the answers were.
    require(first, INVALID - 1);
    require(second, INVALID - 1);
    assertThat(sent(four))
        .as("but for requests of journeys under way where the phase begins and ends")
        .isCloseTo(sent(one), withinPercentage(1));
    assertThat(writers(four)).as("accounts that wrote").isEqualTo(writers(one));
    // How long answers took says more of a busy machine than of injectors where it was too long.
    require(first, VERIFIED);
    require(second, VERIFIED);
    assertAgree(Comparer.compare(one, four));
    assertAgree(Comparer.compare(four, one));
  }

  /** Ends the test, and says so aloud, where no try of a run got a status up to this one. */
  private static void require(Measured run, int statusMost) {
    if (run.status() > statusMost) {
      String why =
          "INJECTORS NOT COMPARED FROM HERE ON: in none of %d tries %s, the last being %s; it said:%n%s"
              .formatted(
                  TRIES,
                  statusMost == VERIFIED ? "was all VERIFIED" : "was nothing INVALID",
                  run.folder().id(),
                  run.output());
      System.out.println(why);
      abort(why);
    }
  }

  private static void assertAgree(Comparison comparison) {
    assertThat(comparison.phases()).isNotEmpty();
    assertThat(comparison.phases()).allSatisfy(phase -> assertThat(phase.faults()).isEmpty());
    assertThat(comparison.valid())
        .isNotEmpty()
        .noneMatch(figure -> figure.outcome() instanceof Outcome.Worse);
    assertThat(comparison.differsIn())
        .singleElement()
        .asString()
        .startsWith("setting injectors is ");
  }

  private static Measured measured(int injectors) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try (var run =
          RealRun.begin(
              "injectors-" + injectors,
              Map.of(
                  "profile",
                  "rate",
                  "size",
                  "small",
                  "users",
                  "40",
                  "rate",
                  "120",
                  "duration",
                  "30s",
                  "injectors",
                  Integer.toString(injectors)))) {
        int status = GatlingProcess.meaning(run.await());
        assertThat(status).as(run.output()).isIn(VERDICTS);
        if (status == 0 || tries == TRIES) {
          return new Measured(run.folder(), status, run.output());
        }
      }
    }
  }

  private static List<Object> plan(RunFolder folder) {
    long origin = folder.run().phases().getFirst().begin();
    List<Object> plan = new ArrayList<>();
    for (Phase phase : folder.run().phases()) {
      plan.add(List.of(phase.name(), phase.begin() - origin, phase.end() - origin));
      plan.add(phase.planned());
      plan.add(phase.arrivals());
    }
    return plan;
  }

  private static long sent(RunFolder folder) {
    return MeasuredRun.read(folder).phases().stream()
        .mapToLong(phase -> phase.samples().all().requests())
        .sum();
  }

  private static List<Long> writers(RunFolder folder) {
    List<LedgerEntry> writes = new ArrayList<>();
    folder.readLedger(writes::add);
    return writes.stream().map(LedgerEntry::user).distinct().sorted().toList();
  }
}
