package loadtests.run;

import environments.Environment;
import environments.EnvironmentSettings;
import environments.EnvironmentUnavailable;
import environments.Environments;
import java.util.function.Function;
import loadtests.injectors.InjectorStart;
import loadtests.injectors.InjectorsFailed;
import loadtests.injectors.LocalInjectors;
import loadtests.progress.Progress;
import loadtests.settings.LoadSettings;
import loadtests.settings.SettingRefused;
import reports.claims.InvalidClaims;
import reports.run.RunFolder;

/**
 * A run whose load comes from injectors, so that this process can do something beside it: it opens
 * the environment, watches the system, audits and seals, and tells a companion what happens when.
 */
public final class ConductedRun {
  private ConductedRun() {}

  /**
   * Makes the whole run. When this process is told to end meanwhile, the run ends in good order and
   * what it left is judged.
   *
   * @return the sealed folder, which can be judged now
   * @throws SettingRefused when the profile's load must come from the process that conducts it, or
   *     an injector would need more open files than it may have
   * @throws InvalidClaims when the claims file is wrong; nothing was started then
   * @throws EnvironmentUnavailable when the environment can't be had
   * @throws TooFewLearners when the seeded data have fewer than the load
   * @throws InjectorsFailed when an injector is not ready in time
   */
  public static RunFolder run(LoadSettings settings, Progress progress, Companion companion) {
    return run(settings, progress, companion, Environments::open);
  }

  /**
   * The same in an environment that is had otherwise, such as one that outlives the run.
   *
   * @param opening what is closed where the run has ended
   */
  public static RunFolder run(
      LoadSettings settings,
      Progress progress,
      Companion companion,
      Function<EnvironmentSettings, Environment> opening) {
    var local = new LocalInjectors(settings.connectionKept());
    return run(settings, progress, companion, opening, local);
  }

  /** The same with another way to an environment and to injectors of this machine. */
  static RunFolder run(
      LoadSettings settings,
      Progress progress,
      Companion companion,
      Function<EnvironmentSettings, Environment> opening,
      InjectorStart local) {
    if (!settings.isShareable()) {
      throw new SettingRefused(
          "profile %s can't be conducted: what it does beside its load needs that in one process"
              .formatted(settings.profile().name()));
    }
    return LoadRun.openShared(settings, progress, companion, opening).inject(local);
  }
}
