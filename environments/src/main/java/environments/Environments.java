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
  public static Environment open(EnvironmentSettings settings) {
    return switch (settings.name()) {
      case "embedded" -> EmbeddedEnvironment.open(settings);
      case "containers" -> ContainersEnvironment.open(settings);
      case "remote" -> RemoteEnvironment.open(settings);
      default ->
          throw new EnvironmentUnavailable(
              "this version does not have environment "
                  + settings.name()
                  + " yet; use embedded, containers or remote");
    };
  }
}
