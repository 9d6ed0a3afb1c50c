package loadtests.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import loadtests.plan.Kind;
import loadtests.plan.Phase;
import loadtests.plan.Plan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Gatling process sends the journeys to the stand-in, and their instants are looked at. */
class SchedulingTest {
  private static final int EARLY_MILLIS = -2;
  private static final long LATE_MILLIS = 250;

  @TempDir private static Path folder;
  private static @Nullable StandInRun run;

  @BeforeAll
  static void run() throws IOException, InterruptedException {
    run = StandInRun.in(folder, false);
  }

  @Test
  void everyPlannedJourneyStartsAndNoneEarly() {
    Plan plan = StandInLoad.plan();
    long[] lags =
        Arrays.stream(observed().text("lags").split(",", -1)).mapToLong(Long::parseLong).toArray();
    Phase rate = plan.phase("rate");

    assertThat(fact("first response")).isEqualTo(rate.schedule().orElseThrow().journeys());
    assertThat(Arrays.stream(lags).min().orElseThrow()).isGreaterThanOrEqualTo(EARLY_MILLIS);
    long late = Arrays.stream(lags).filter(lag -> lag > LATE_MILLIS).count();
    assertThat(late).isLessThanOrEqualTo(lags.length / 100);
  }

  @Test
  void everyAnswerMeansWhatItShould() {
    assertThat(fact("failed")).isZero();
  }

  @Test
  void theServerSeesExactlyWhatWasSent() {
    int sent = 0;
    for (Kind kind : Kind.values()) {
      sent += fact(kind.title());
    }
    assertThat(fact("server requests")).isEqualTo(sent);
    assertThat(sent).isGreaterThanOrEqualTo(StandInLoad.plan().phase("rate").requests());
  }

  @Test
  void noAccountIsInTwoJourneysAtOnceAndNoKeyIsUsedTwice() {
    assertThat(fact("overlaps")).isZero();
    assertThat(fact("keys twice")).isZero();
  }

  @Test
  void theMixIsWithinTwoPointsOfThePlan() {
    Plan plan = StandInLoad.plan();
    double planned = 0;
    double achieved = 0;
    for (Kind kind : Kind.values()) {
      planned += plan.phases().stream().mapToInt(p -> p.planned().getOrDefault(kind, 0)).sum();
      achieved += fact(kind.title());
    }
    for (Kind kind : Kind.values()) {
      int wanted = plan.phases().stream().mapToInt(p -> p.planned().getOrDefault(kind, 0)).sum();
      double points = 100 * (fact(kind.title()) / achieved - wanted / planned);
      assertThat(Math.abs(points)).as(kind.title()).isLessThan(2);
    }
  }

  @Test
  void everyWriteIsAcknowledged() {
    assertThat(fact("sent")).isPositive().isEqualTo(fact("acknowledged"));
  }

  @Test
  void allUsersAreThereAndThenGone() {
    assertThat(fact("active most")).isGreaterThanOrEqualTo(StandInLoad.plan().load().users());
    assertThat(fact("active last")).isZero();
  }

  private static int fact(String what) {
    return observed().number(what);
  }

  private static StandInRun observed() {
    return Objects.requireNonNull(run);
  }
}
