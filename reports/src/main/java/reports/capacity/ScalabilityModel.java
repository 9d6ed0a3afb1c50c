package reports.capacity;

import java.util.Locale;

/**
 * How throughput X grows with concurrency or resources N, by the Universal Scalability Law:
 *
 * <pre>X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1))</pre>
 *
 * With kappa 0 it is Amdahl's law, with sigma 0 as well it is a straight line. By Little's law the
 * time that one unit takes is R(N) = N / X(N). Immutable.
 *
 * @see "N. J. Gunther, Guerrilla Capacity Planning (2007), chapter 4"
 * @param lambda throughput of one unit, above 0
 * @param sigma contention: the share of work that only one can do at a time, from 0 on
 * @param kappa coherency: what each pair of units costs, from 0 on
 */
public record ScalabilityModel(double lambda, double sigma, double kappa) {
  public ScalabilityModel {
    boolean numbers = Double.isFinite(lambda) && Double.isFinite(sigma) && Double.isFinite(kappa);
    if (!numbers || lambda <= 0 || sigma < 0 || kappa < 0) {
      throw new IllegalArgumentException(
          "lambda must be above 0, sigma and kappa 0 or more, not %s, %s, %s."
              .formatted(lambda, sigma, kappa));
    }
  }

  /** Throughput of {@code n} units, 1 or more. */
  public double throughputAt(double n) {
    return n / timeAt(n);
  }

  /** The time R that one unit takes when there are {@code n}, in the unit of 1 / lambda. */
  public double timeAt(double n) {
    if (!(n >= 1)) {
      throw new IllegalArgumentException("At least one unit, not %s.".formatted(n));
    }
    return (1 + sigma * (n - 1) + kappa * n * (n - 1)) / lambda;
  }

  /**
   * How many units take this time: the inverse of {@link #timeAt}, which rises.
   *
   * @param time from {@code timeAt(1)} on
   */
  public double unitsAtTime(double time) {
    if (!(time >= timeAt(1)) || (sigma == 0 && kappa == 0)) {
      throw new IllegalArgumentException(
          "No number of units takes %s with %s.".formatted(time, this));
    }
    // kappa n^2 + (sigma - kappa) n - (lambda R - 1 + sigma) = 0, by the form that survives a
    // kappa of 0.
    double linear = sigma - kappa;
    double constant = lambda * time - 1 + sigma;
    double root = Math.sqrt(linear * linear + 4 * kappa * constant);
    return linear >= 0 ? 2 * constant / (linear + root) : (root - linear) / (2 * kappa);
  }

  /** The number of units with the highest throughput; infinite where more always give more. */
  public double peakUnits() {
    if (kappa == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return Math.max(1, Math.sqrt(Math.max(0, 1 - sigma) / kappa));
  }

  /**
   * The smallest number of units that has this throughput: the inverse of {@link #throughputAt} up
   * to the peak. Infinite where no number has it.
   */
  public double unitsFor(double throughput) {
    if (throughput <= throughputAt(1)) {
      return 1;
    }
    // X (1 - sigma) + (X (sigma - kappa) - lambda) n + X kappa n^2 = 0.
    double square = throughput * kappa;
    double linear = throughput * (sigma - kappa) - lambda;
    double constant = throughput * (1 - sigma);
    double under = linear * linear - 4 * square * constant;
    if (linear >= 0 || under < 0 || peakUnits() == 1) {
      return Double.POSITIVE_INFINITY;
    }
    return 2 * constant / (Math.sqrt(under) - linear);
  }

  /** The law of growth. */
  public Law law() {
    return kappa > 0 ? Law.USL : sigma > 0 ? Law.AMDAHL : Law.LINEAR;
  }

  /** A law of growth, by the number of its parameters. */
  public enum Law {
    /** Each unit adds the same. */
    LINEAR("linear", 1),
    /** Units wait for each other. */
    AMDAHL("Amdahl", 2),
    /** They also have to agree, so that too many make it slower. */
    USL("USL", 3);

    private final String words;

    private final int parameters;

    Law(String words, int parameters) {
      this.words = words;
      this.parameters = parameters;
    }

    /** Its name. */
    public String words() {
      return words;
    }

    int parameters() {
      return parameters;
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, lambda %.6g, sigma %.3g, kappa %.3g",
        law().words(),
        lambda,
        sigma,
        kappa);
  }
}
