package loadtests.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import loadtests.settings.LoadSettings;
import loadtests.settings.ProofSettings;
import loadtests.settings.SettingRefused;
import reports.claims.Claim;
import reports.claims.Claims;

/**
 * Which runs a proof makes: in each environment the profiles that the commands of its claims name,
 * with the settings of a command that names this environment, and those profiles that alone have a
 * phase on which one of the claims is judged.
 *
 * @param environment as it was asked for
 * @param steps in the order in which they are made
 * @param claims all that there are, each of which gets a verdict
 */
public record ProofPlan(String environment, List<ProofStep> steps, List<Claim> claims) {
  public ProofPlan {
    steps = List.copyOf(steps);
    claims = List.copyOf(claims);
  }

  /** Claims that no step judges. */
  public List<Claim> unjudged() {
    Set<String> judged = new HashSet<>();
    steps.forEach(step -> judged.addAll(step.claims()));
    return claims.stream().filter(claim -> !judged.contains(claim.id())).toList();
  }

  /**
   * The plan for these settings and claims.
   *
   * @throws SettingRefused where a run can't have a setting, or no claim can be judged
   */
  public static ProofPlan of(ProofSettings settings, Claims claims) {
    var steps = new ArrayList<ProofStep>();
    for (String environment : settings.environments()) {
      List<Claim> judgeable =
          claims.all().stream()
              .filter(claim -> claim.built() && claim.environments().contains(environment))
              .toList();
      for (LoadSettings run : new RunChoice(settings, environment).runs(judgeable)) {
        List<String> judged = run.profile().claims(run.load());
        steps.add(
            new ProofStep(
                run, judgeable.stream().map(Claim::id).filter(judged::contains).toList()));
      }
    }
    if (steps.isEmpty()) {
      throw new SettingRefused(
          "no claim can be judged in environment " + String.join(", ", settings.environments()));
    }
    return new ProofPlan(settings.environment(), steps, claims.all());
  }
}
