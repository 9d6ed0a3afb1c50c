package reports.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class ScalabilityModelTest {
  /** The Cisco benchmark's coefficients as published with usl4j, and what follows from them. */
  private static final ScalabilityModel CISCO =
      new ScalabilityModel(995.6486, 0.02671591, 0.0007690945);

  @Property
  void unitsToTimeToUnits(
      @ForAll @DoubleRange(min = 0.1, max = 10_000) double lambda,
      @ForAll @DoubleRange(min = 0, max = 0.9) double sigma,
      @ForAll @DoubleRange(min = 0, max = 0.1) double kappa,
      @ForAll @DoubleRange(min = 1, max = 1_000) double n) {
    Assume.that(sigma + kappa > 1e-3);
    ScalabilityModel model = new ScalabilityModel(lambda, sigma, kappa);
    assertThat(model.unitsAtTime(model.timeAt(n))).isCloseTo(n, within(1e-6 * n));
  }

  @Property
  void unitsToThroughputToUnitsUpToThePeak(
      @ForAll @DoubleRange(min = 0.1, max = 10_000) double lambda,
      @ForAll @DoubleRange(min = 0, max = 0.9) double sigma,
      @ForAll @DoubleRange(min = 0, max = 0.1) double kappa,
      @ForAll @DoubleRange(min = 1, max = 1_000) double n) {
    ScalabilityModel model = new ScalabilityModel(lambda, sigma, kappa);
    // At the peak itself the curve is flat, and no inverse is exact.
    Assume.that(n < 0.95 * model.peakUnits());
    assertThat(model.unitsFor(model.throughputAt(n))).isCloseTo(n, within(1e-6 * n));
  }

  @Property
  void throughputTimesTimeIsTheNumberOfUnits(
      @ForAll @DoubleRange(min = 0, max = 1) double sigma,
      @ForAll @DoubleRange(min = 0, max = 1) double kappa,
      @ForAll @DoubleRange(min = 1, max = 1_000) double n) {
    ScalabilityModel model = new ScalabilityModel(100, sigma, kappa);
    assertThat(model.throughputAt(n) * model.timeAt(n)).isCloseTo(n, within(1e-9 * n));
  }

  @Property
  void nothingIsHigherThanThePeak(
      @ForAll @DoubleRange(min = 0, max = 0.9) double sigma,
      @ForAll @DoubleRange(min = 0.01, max = 1) double kappa,
      @ForAll @DoubleRange(min = 1, max = 1_000) double n) {
    ScalabilityModel model = new ScalabilityModel(100, sigma, kappa);
    double peak = model.throughputAt(model.peakUnits());
    assertThat(model.throughputAt(n)).isLessThanOrEqualTo(peak * (1 + 1e-12));
    assertThat(model.unitsFor(peak * 1.001)).isInfinite();
  }

  @Example
  void hasThePublishedFigures() {
    assertThat(CISCO.peakUnits()).isCloseTo(35, within(0.6));
    assertThat(CISCO.throughputAt(CISCO.peakUnits())).isCloseTo(12_341, within(5.0));
    assertThat(CISCO.throughputAt(20)).isCloseTo(11_063.6, within(0.1));
  }

  @Example
  void knowsItsSimplerLaws() {
    assertThat(new ScalabilityModel(5, 0, 0).throughputAt(8)).isEqualTo(40);
    assertThat(new ScalabilityModel(5, 0, 0).unitsFor(40)).isEqualTo(8);
    // Amdahl: with a tenth serial, never more than tenfold.
    ScalabilityModel amdahl = new ScalabilityModel(1, 0.1, 0);
    assertThat(amdahl.throughputAt(1e9)).isCloseTo(10, within(1e-6));
    assertThat(amdahl.unitsFor(10.01)).isInfinite();
    assertThat(amdahl.peakUnits()).isInfinite();
    assertThat(new ScalabilityModel(1, 0.1, 0.01).law()).isEqualTo(ScalabilityModel.Law.USL);
    assertThat(amdahl.law()).isEqualTo(ScalabilityModel.Law.AMDAHL);
  }

  @Example
  void refusesWhatIsNoModel() {
    assertThatThrownBy(() -> new ScalabilityModel(0, 0, 0)).hasMessageContaining("lambda");
    assertThatThrownBy(() -> new ScalabilityModel(1, -0.1, 0)).hasMessageContaining("sigma");
    assertThatThrownBy(() -> new ScalabilityModel(1, 0, Double.NaN)).hasMessageContaining("kappa");
    assertThatThrownBy(() -> new ScalabilityModel(1, 0.1, 0).unitsAtTime(0.5))
        .hasMessageContaining("No number of units");
  }
}
