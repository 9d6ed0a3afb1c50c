package loadtests.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import loadtests.plan.Kind;
import loadtests.plan.Phase;
import loadtests.plan.Plan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Gatling process sends the journeys to the stand-in, and their instants are looked at. */
class SchedulingTest {
  private static final int EARLY_MILLIS = -2;
  private static final long LATE_MILLIS = 250;
  private static final Properties FACTS = new Properties();

  @TempDir private static Path folder;

  @BeforeAll
  static void run() throws IOException, InterruptedException {
    Path out = folder.resolve("facts.properties");
    Path log = folder.resolve("gatling.txt");
    Path target = Path.of("target").toAbsolutePath();
    String classPath =
        target.resolve("test-classes")
            + ":"
            + target.resolve("classes")
            + ":"
            + Files.readString(target.resolve("test.classpath")).strip();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dstandin.out=" + out,
                "-cp",
                classPath,
                "io.gatling.app.Gatling",
                "-s",
                StandInSimulation.class.getName(),
                "-rf",
                folder.resolve("gatling").toString(),
                "-nr",
                "-l",
                "java:maven:4.21.12")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ends in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    try (var reader = Files.newBufferedReader(out)) {
      FACTS.load(reader);
    }
  }

  @Test
  void everyPlannedJourneyStartsAndNoneEarly() {
    Plan plan = StandInLoad.plan();
    long[] lags =
        Arrays.stream(FACTS.getProperty("lags").split(",", -1))
            .mapToLong(Long::parseLong)
            .toArray();
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
    return Integer.parseInt(Objects.requireNonNull(FACTS.getProperty(what, "0")));
  }
}
