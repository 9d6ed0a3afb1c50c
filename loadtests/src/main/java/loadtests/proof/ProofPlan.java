package loadtests.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import loadtests.plan.Profile;
import loadtests.profiles.Profiles;
import loadtests.settings.LoadSettings;
import loadtests.settings.ProofSettings;
import loadtests.settings.SettingRefused;
import reports.claims.Claim;
import reports.claims.Claim.Target;
import reports.claims.Claims;

/**
 * Which runs a proof makes: in each environment the profiles that the commands of its claims name,
 * and those that alone have a phase on which one of the claims is judged.
 *
 * @param environment as it was asked for
 * @param steps in the order in which they are made
 * @param unjudged claims that none of them judges
 */
public record ProofPlan(String environment, List<ProofStep> steps, List<Claim> unjudged) {
  private static final Pattern COMMAND = Pattern.compile("\\./headroom run ([\\w-]+)");

  public ProofPlan {
    steps = List.copyOf(steps);
    unjudged = List.copyOf(unjudged);
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
      for (Profile profile : profiles(judgeable, environment)) {
        Map<String, String> given = new HashMap<>(settings.passed());
        given.put("profile", profile.name());
        given.put("environment", environment);
        steps.add(
            new ProofStep(
                LoadSettings.of(given),
                judgeable.stream().map(Claim::id).filter(profile.claims()::contains).toList()));
      }
    }
    if (steps.isEmpty()) {
      throw new SettingRefused(
          "no claim can be judged in environment " + String.join(", ", settings.environments()));
    }
    Set<String> judged = new LinkedHashSet<>();
    steps.forEach(step -> judged.addAll(step.claims()));
    return new ProofPlan(
        settings.environment(),
        steps,
        claims.all().stream().filter(claim -> !judged.contains(claim.id())).toList());
  }

  /** In the order of all profiles. */
  private static List<Profile> profiles(List<Claim> claims, String environment) {
    List<Profile> possible =
        Profiles.ALL.stream().filter(profile -> runsIn(profile, environment)).toList();
    Set<Profile> chosen = new LinkedHashSet<>();
    for (Claim claim : claims) {
      named(claim).filter(possible::contains).ifPresent(chosen::add);
    }
    for (Claim claim : claims) {
      for (Target target : claim.workload()) {
        if (chosen.stream().noneMatch(profile -> carries(profile, claim, target))) {
          possible.stream()
              .filter(profile -> carries(profile, claim, target))
              .findFirst()
              .ifPresent(chosen::add);
        }
      }
    }
    return possible.stream().filter(chosen::contains).toList();
  }

  /** The profile that a claim's command names, where that judges it. */
  private static Optional<Profile> named(Claim claim) {
    Matcher command = COMMAND.matcher(claim.command());
    return command.lookingAt()
        ? Profiles.named(command.group(1)).filter(it -> it.claims().contains(claim.id()))
        : Optional.empty();
  }

  private static boolean runsIn(Profile profile, String environment) {
    List<String> only = profile.deployment().environments();
    return only.isEmpty() || only.contains(environment);
  }

  private static boolean carries(Profile profile, Claim claim, Target target) {
    return profile.claims().contains(claim.id())
        && profile.plan(profile.defaults()).phases().stream()
            .anyMatch(phase -> phase.measured() && target.matches(phase.name()));
  }
}
