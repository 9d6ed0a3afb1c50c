package chaos.experiment;

import java.util.function.BooleanSupplier;

/**
 * How often something failed that was tried several times, as it may not fail each time.
 *
 * @param failed of the tries
 * @param tries at least 1
 */
public record FailureRate(int failed, int tries) {
  /**
   * Tries something.
   *
   * @param tries how often at most
   * @param enough after so many failures nothing more is to be learnt
   */
  public static FailureRate of(int tries, int enough, BooleanSupplier fails) {
    int failed = 0;
    int tried = 0;
    while (tried < tries && failed < enough) {
      tried++;
      if (fails.getAsBoolean()) {
        failed++;
      }
    }
    return new FailureRate(failed, tried);
  }

  @Override
  public String toString() {
    return "failed in %d of %d runs".formatted(failed, tries);
  }
}
