package loadtests.proof;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import loadtests.plan.Profile;
import loadtests.profiles.Profiles;
import loadtests.settings.LoadSettings;
import loadtests.settings.ProofSettings;
import reports.claims.Claim;
import reports.claims.Claim.Target;

/** Chooses the runs of a proof in one environment. Immutable. */
final class RunChoice {
  private static final Pattern COMMAND = Pattern.compile("\\./headroom run ([\\w-]+)(.*)");
  private static final Pattern SETTING = Pattern.compile(" --([\\w-]+) (\\S+)");
  private static final String PROFILE = "profile";
  private static final String ENVIRONMENT = "environment";
  private static final String INJECTORS = "injectors";
  private static final String GENERATOR_IMAGE = "generator-image";

  private final Map<String, String> passed;
  private final String environment;
  private final List<Profile> possible;

  RunChoice(ProofSettings proof, String environment) {
    this.passed = proof.passed();
    this.environment = environment;
    this.possible =
        Profiles.ALL.stream()
            .filter(
                profile -> {
                  List<String> only = profile.deployment().environments();
                  return only.isEmpty() || only.contains(environment);
                })
            .toList();
  }

  /** The runs that judge these claims, in the order of all profiles. */
  List<LoadSettings> runs(List<Claim> claims) {
    Set<LoadSettings> chosen = new LinkedHashSet<>();
    for (Claim claim : claims) {
      Matcher command = COMMAND.matcher(claim.command());
      if (command.matches()
          && possible.stream().anyMatch(it -> it.name().equals(command.group(1)))) {
        LoadSettings run = run(command.group(1), own(command.group(2)));
        if (judges(run, claim)) {
          chosen.add(run);
        }
      }
    }
    for (Claim claim : claims) {
      for (Target target : claim.workload()) {
        if (chosen.stream().noneMatch(run -> carries(run, claim, target))) {
          possible.stream()
              .map(profile -> run(profile.name(), Map.of()))
              .filter(run -> carries(run, claim, target))
              .findFirst()
              .ifPresent(chosen::add);
        }
      }
    }
    return chosen.stream()
        .sorted(Comparator.comparingInt(run -> possible.indexOf(run.profile())))
        .toList();
  }

  /**
   * What a command sets of its own. One that names another environment says nothing of the load
   * that this one can take; and several injectors in a cluster that exists need their image.
   */
  private Map<String, String> own(String settings) {
    Map<String, String> own = new HashMap<>();
    SETTING
        .matcher(settings)
        .results()
        .forEach(setting -> own.put(setting.group(1), setting.group(2)));
    boolean injects = passed.containsKey(GENERATOR_IMAGE) || !own.containsKey(INJECTORS);
    return environment.equals(own.get(ENVIRONMENT)) && injects ? own : Map.of();
  }

  private LoadSettings run(String profile, Map<String, String> own) {
    Map<String, String> given = new HashMap<>(own);
    given.putAll(passed);
    if (!own.containsKey(INJECTORS)) {
      given.remove(GENERATOR_IMAGE);
    }
    given.put(PROFILE, profile);
    given.put(ENVIRONMENT, environment);
    return LoadSettings.of(given);
  }

  private static boolean judges(LoadSettings run, Claim claim) {
    return run.profile().claims(run.load()).contains(claim.id());
  }

  private static boolean carries(LoadSettings run, Claim claim, Target target) {
    return judges(run, claim)
        && run.plan().phases().stream()
            .anyMatch(phase -> phase.measured() && target.matches(phase.name()));
  }
}
