package reports.statistics;

/**
 * How much more often something went wrong in one measurement than in another: the difference of
 * two shares with bounds from those of each (MOVER), so that the noise of both widens it.
 *
 * @see "G. Y. Zou and A. Donner, Construction of confidence limits about effect measures,
 *     Statistics in Medicine 27 (2008)"
 */
public final class Excess {
  private Excess() {}

  /**
   * The first share less the second, -1 to 1, with one-sided 95 % bounds.
   *
   * @param without what is there anyway
   */
  public static Estimate of(Estimate with, Estimate without) {
    double difference = with.value() - without.value();
    return new Estimate(
        difference,
        difference - Math.hypot(with.value() - with.lower(), without.upper() - without.value()),
        difference + Math.hypot(with.upper() - with.value(), without.value() - without.lower()),
        with.samples());
  }
}
