package environments;

import java.util.Optional;

/**
 * What some faults need of an environment beside parts and links, and production has not: only a
 * run whose faults need it gets it.
 */
public enum Preparation {
  /**
   * The database's data are in a small file system of their own, in memory: it can be filled
   * without filling anybody else's.
   */
  SMALL_DISK {
    @Override
    public Optional<String> refusal(String environment) {
      return environment.equals("containers")
          ? Optional.empty()
          : Optional.of("the database of %s shares its disk with others".formatted(environment));
    }
  },
  /** Each pod has a clock of its own, which can be set while it runs ({@link Part#clock}). */
  OWN_CLOCKS {
    @Override
    public Optional<String> refusal(String environment) {
      return switch (environment) {
        case "containers" -> Optional.empty();
        case "embedded" ->
            OwnClock.library().isPresent()
                ? Optional.empty()
                : Optional.of("there is no libfaketime here; install the package of that name");
        default ->
            Optional.of(
                "pods of %s run the image as it is, whose clock is the machine's"
                    .formatted(environment));
      };
    }
  };

  /** Why an environment can't have it, a sentence; empty where it can. */
  public abstract Optional<String> refusal(String environment);
}
