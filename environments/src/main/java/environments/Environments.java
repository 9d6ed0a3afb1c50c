package environments;

import java.util.List;

/** Opens environments by name. */
public final class Environments {

  /** All environments. */
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
      case "k3s" -> KubernetesEnvironment.inContainer(settings);
      case "kubernetes" -> KubernetesEnvironment.inCluster(settings);
      default -> throw new IllegalArgumentException("no environment is called " + settings.name());
    };
  }
}
