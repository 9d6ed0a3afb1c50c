package environments;

import java.util.Map;
import java.util.function.Function;

/**
 * What an environment starts with in this machine's Docker engine.
 *
 * @param lease of this machine
 * @param docker labels all that is made in the engine
 */
record DockerStart(
    EnvironmentSettings settings,
    CacheFolder cache,
    Lease lease,
    DockerCli cli,
    DockerLease docker) {

  /**
   * Opens an environment; where that fails, what was made is removed.
   *
   * @throws EnvironmentUnavailable where it fails
   */
  static <E> E open(EnvironmentSettings settings, Function<DockerStart, E> steps) {
    Tools.require();
    CacheFolder cache = CacheFolder.locate().create();
    Lease lease = Lease.take(cache, settings);
    try {
      DockerCli cli = new DockerCli(lease.work(), lease.children());
      DockerLease docker = DockerLease.take(cli);
      try {
        return steps.apply(new DockerStart(settings, cache, lease, cli, docker));
      } catch (RuntimeException e) {
        docker.close();
        throw e;
      }
    } catch (EnvironmentUnavailable e) {
      lease.close();
      throw e;
    } catch (RuntimeException e) {
      lease.close();
      throw new EnvironmentUnavailable(
          "environment " + settings.name() + " could not be started: " + e.getMessage(), e);
    }
  }

  /** The platform's image, built where it has changed. */
  PlatformImage image() {
    return PlatformImage.built(
        ProjectRoot.locate(), cli, lease.work(), lease.children(), settings.progress());
  }

  /** What an image of the platform consists of, as this engine has it, for a description. */
  Map<String, Object> imageFacts(PlatformImage image) {
    return Map.of(
        "imageContent",
        ImageContent.of(cli, image.name(), PlatformImage.dockerfile(ProjectRoot.locate()))
            .describe());
  }

  /** The name of the load generator's image, built where it has changed. */
  String generatorImage() {
    return GeneratorImage.built(ProjectRoot.locate(), cli, settings.progress());
  }
}
