package reports.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reports.capacity.CapacityCurve.Band;
import reports.capacity.CapacityCurve.Outcome;
import reports.capacity.CapacityCurve.Point;
import reports.capacity.ScalabilityModel.Law;

class CapacityCurveTest {
  private static final double NOISE = 0.02;

  private static List<Point> measured(ScalabilityModel truth, SplittableRandom random) {
    List<Point> points = new ArrayList<>();
    for (int n : new int[] {1, 2, 3, 4, 6, 8}) {
      for (int repeat = 0; repeat < 2; repeat++) {
        points.add(new Point(n, noisy(truth.throughputAt(n), random)));
      }
    }
    return points;
  }

  private static double noisy(double throughput, SplittableRandom random) {
    return throughput * (1 + NOISE * random.nextGaussian());
  }

  private static CapacityCurve curve(List<Point> points) {
    assertThat(CapacityCurve.of(points)).isInstanceOf(Outcome.Found.class);
    return ((Outcome.Found<CapacityCurve>) CapacityCurve.of(points)).value();
  }

  private static Band predicted(CapacityCurve curve, double n) {
    return ((Outcome.Found<Band>) curve.predict(n)).value();
  }

  private static String refusal(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?>(String reason) ? reason : "";
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0.05,0", "0.3,0", "0.02,0.002", "0,0.01", "0.1,0.02"})
  void theBandHoldsANewMeasurementUpToFourTimesTheRange(double sigma, double kappa) {
    ScalabilityModel truth = new ScalabilityModel(500, sigma, kappa);
    int fitted = 0;
    int covered = 0;
    for (long seed = 0; seed < 1000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      if (CapacityCurve.of(measured(truth, random))
          instanceof Outcome.Found<CapacityCurve>(CapacityCurve curve)) {
        double n = 9 + random.nextInt(24);
        Band band = predicted(curve, n);
        double found = noisy(truth.throughputAt(n), random);
        fitted++;
        covered += band.lower() <= found && found <= band.upper() ? 1 : 0;
      }
    }
    assertThat(fitted).isGreaterThanOrEqualTo(980);
    // 95 %, less three standard errors of a thousand trials.
    assertThat(covered).isGreaterThanOrEqualTo((int) Math.floor(0.929 * fitted));
  }

  @Test
  void theBandWidensWithDistance() {
    CapacityCurve curve =
        curve(measured(new ScalabilityModel(500, 0.05, 0.001), new SplittableRandom(1)));
    double last = 0;
    for (int n : new int[] {8, 12, 16, 24, 32}) {
      Band band = predicted(curve, n);
      double width = (1 / band.lower() - 1 / band.upper()) * band.value();
      assertThat(width).isGreaterThan(last);
      last = width;
    }
  }

  @Test
  void recoversAModelFromPointsWithoutNoise() {
    ScalabilityModel truth = new ScalabilityModel(995.6486, 0.02671591, 0.0007690945);
    List<Point> points = new ArrayList<>();
    for (int n = 1; n <= 8; n++) {
      points.add(new Point(n, truth.throughputAt(n)));
    }
    CapacityCurve curve = curve(points);
    assertThat(curve.laws()).startsWith(Law.USL);
    assertThat(curve.model().throughputAt(32))
        .isBetween(0.999 * truth.throughputAt(32), 1.001 * truth.throughputAt(32));
  }

  @Test
  void aLawThatMissesTheHeldOutPointsDoesNotCount() {
    CapacityCurve curve =
        curve(measured(new ScalabilityModel(500, 0.2, 0.02), new SplittableRandom(3)));
    assertThat(curve.laws()).doesNotContain(Law.LINEAR);
  }

  @Test
  void refusesMoreThanFourTimesTheMeasuredRange() {
    CapacityCurve curve =
        curve(measured(new ScalabilityModel(500, 0.05, 0), new SplittableRandom(1)));
    assertThat(curve.predict(32)).isInstanceOf(Outcome.Found.class);
    assertThat(refusal(curve.predict(32.01))).startsWith("Measured up to 8.0");
  }

  @Test
  void refusesTooFewPointsAndPointsThatNoLawPredicts() {
    List<Point> points = measured(new ScalabilityModel(500, 0.05, 0), new SplittableRandom(1));
    assertThat(refusal(CapacityCurve.of(points.subList(0, 6)))).contains("6 on 3");
    assertThat(refusal(CapacityCurve.of(points.subList(0, 5)))).contains("needs 6 points");
    List<Point> cliff = new ArrayList<>(points.subList(0, 10));
    cliff.add(new Point(8, 400));
    cliff.add(new Point(8, 410));
    assertThat(refusal(CapacityCurve.of(cliff))).startsWith("No law of growth predicts");
  }
}
