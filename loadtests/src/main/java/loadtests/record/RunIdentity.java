package loadtests.record;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import loadtests.settings.LoadSettings;
import loadtests.settings.ProjectRoot;

/**
 * What a run is called and what it was asked to do.
 *
 * @param runs the folder of all run folders
 * @param profile the profile's name
 * @param environment the environment's name
 * @param commit the commit of the project
 * @param seed what all choices of the load follow from
 * @param settings every setting by name, as it is in force
 * @param claims ids of the claims that the profile judges
 */
public record RunIdentity(
    Path runs,
    String profile,
    String environment,
    String commit,
    long seed,
    Map<String, String> settings,
    List<String> claims) {
  public RunIdentity {
    settings = Map.copyOf(settings);
    claims = List.copyOf(claims);
  }

  /** The commit that the project is at. */
  public static String projectCommit() {
    return Commit.of(ProjectRoot.find());
  }

  /** The identity of a run of this project with these settings. */
  public static RunIdentity of(LoadSettings settings) {
    return new RunIdentity(
        ProjectRoot.runs(),
        settings.profile().name(),
        settings.environment(),
        projectCommit(),
        settings.load().seed(),
        settings.inForce(),
        settings.profile().claims(settings.load()));
  }
}
