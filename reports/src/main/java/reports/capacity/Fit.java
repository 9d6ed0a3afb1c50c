package reports.capacity;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import reports.capacity.CapacityCurve.Band;
import reports.capacity.CapacityCurve.Point;
import reports.capacity.ScalabilityModel.Law;

/**
 * One law of growth, fitted. In N / X all laws are linear: 1 / lambda + sigma / lambda (N - 1) +
 * kappa / lambda N (N - 1). So least squares of the relative errors are exact, need no first guess,
 * and have the textbook's prediction intervals, which widen with the distance from the points.
 */
final class Fit {
  private static final int ROUNDS = 3;

  /** No measurement scatters less than a millionth; rounding does. */
  private static final double VARIANCE_LEAST = 1e-12;

  private final Law law;
  private final ScalabilityModel model;
  private final RealVector coefficients;
  private final RealMatrix covariance;
  private final double variance;
  private final int freedom;

  private Fit(Law law, RealMatrix rows, RealVector measured) {
    this.law = law;
    this.coefficients = solve(rows, measured);
    this.freedom = measured.getDimension() - law.parameters();
    this.variance = Math.max(VARIANCE_LEAST, squares(rows, measured, coefficients) / freedom);
    this.covariance = new QRDecomposition(rows.transposeMultiply(rows)).getSolver().getInverse();
    this.model = model(rows, measured);
  }

  /** Fits a law; empty where the points are too few for it. */
  static Optional<Fit> of(Law law, List<Point> points) {
    long levels = points.stream().mapToDouble(Point::resources).distinct().count();
    if (points.size() <= law.parameters() || levels < law.parameters()) {
      return Optional.empty();
    }
    // Weights from the measured times would favour those that scatter downwards.
    double[] times = points.stream().mapToDouble(Point::time).toArray();
    Fit fit = weighted(law, points, times);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < times.length; i++) {
        times[i] = fit.model.timeAt(points.get(i).resources());
      }
      fit = weighted(law, points, times);
    }
    return Optional.of(fit);
  }

  private static Fit weighted(Law law, List<Point> points, double[] times) {
    RealMatrix rows = new Array2DRowRealMatrix(times.length, law.parameters());
    RealVector found = new ArrayRealVector(times.length);
    for (int i = 0; i < times.length; i++) {
      rows.setRowVector(i, row(law, points.get(i).resources()).mapDivide(times[i]));
      found.setEntry(i, points.get(i).time() / times[i]);
    }
    return new Fit(law, rows, found);
  }

  private static RealVector solve(RealMatrix rows, RealVector measured) {
    return new QRDecomposition(rows).getSolver().solve(measured);
  }

  private static double squares(RealMatrix rows, RealVector measured, RealVector found) {
    RealVector misses = measured.subtract(rows.operate(found));
    return misses.dotProduct(misses);
  }

  /**
   * The best model without a contention or coherency below 0, which scatter alone may suggest. The
   * bands do without that rule: bent by it, they would miss the truth too often.
   */
  private static ScalabilityModel model(RealMatrix rows, RealVector measured) {
    int[] every = IntStream.range(0, rows.getRowDimension()).toArray();
    double least = Double.POSITIVE_INFINITY;
    double[] best = new double[3];
    for (int[] columns : new int[][] {{0}, {0, 1}, {0, 2}, {0, 1, 2}}) {
      if (columns[columns.length - 1] < rows.getColumnDimension()) {
        RealMatrix some = rows.getSubMatrix(every, columns);
        RealVector found = solve(some, measured);
        double squares = squares(some, measured, found);
        if (found.getMinValue() >= 0 && squares < least) {
          least = squares;
          best = new double[3];
          for (int i = 0; i < columns.length; i++) {
            best[columns[i]] = found.getEntry(i);
          }
        }
      }
    }
    return new ScalabilityModel(1 / best[0], best[1] / best[0], best[2] / best[0]);
  }

  private static RealVector row(Law law, double n) {
    double[] all = {1, n - 1, n * (n - 1)};
    return new ArrayRealVector(all, 0, law.parameters());
  }

  Law law() {
    return law;
  }

  ScalabilityModel model() {
    return model;
  }

  /**
   * Where the throughput of a new measurement lies.
   *
   * @param doubt the probability that it lies outside
   */
  Band band(double n, double doubt) {
    return band(n, doubt, this);
  }

  /** The same with the scatter that another law leaves in the same points. */
  Band band(double n, double doubt, Fit scatter) {
    RealVector row = row(law, n);
    double time = row.dotProduct(coefficients);
    double uncertain = row.dotProduct(covariance.operate(row));
    double error = Math.sqrt(scatter.variance * (time * time + uncertain));
    double t = new TDistribution(scatter.freedom).inverseCumulativeProbability(1 - doubt / 2);
    double half = t * error;
    // No unit is faster in company than alone.
    double slowest = Math.max(time + half, coefficients.getEntry(0));
    double fastest = time - half;
    return new Band(
        n / slowest, model.throughputAt(n), fastest > 0 ? n / fastest : Double.POSITIVE_INFINITY);
  }
}
