package loadtests.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code ./headroom prove} was asked for. Immutable.
 *
 * @param environment as it was asked for
 * @param environments where runs are made, in this order
 * @param claims the claims file; absolute
 * @param passed what was given for every run, by name, as it was written
 */
public record ProofSettings(
    String environment, List<String> environments, Path claims, Map<String, String> passed) {
  /** All environments that a machine with Docker can start by itself. */
  private static final List<String> OWN = List.of("embedded", "containers", "k3s");

  private static final String EVERYWHERE = "all";

  private static final Setting<String> ENVIRONMENT =
      Setting.choice(
          Settings.ENVIRONMENT.name(),
          Settings.ENVIRONMENT.byDefault(),
          choices(),
          "where the platform runs; all stands for " + String.join(", ", OWN));

  /** The settings of a run that leave its load as the claims state it; longer runs prove more. */
  private static final List<Setting<?>> PASSED =
      List.of(
          Settings.DURATION,
          Settings.SEED,
          Settings.DATA_SEED,
          Settings.URL,
          Settings.SEED_FILE,
          Settings.KUBECONFIG,
          Settings.NAMESPACE,
          Settings.IMAGE,
          Settings.GENERATOR_IMAGE,
          Settings.CLAIMS,
          Settings.LABEL);

  /** Every setting of a proof, in the order in which help lists them. */
  public static final List<Setting<?>> ALL = all();

  public ProofSettings {
    environments = List.copyOf(environments);
    passed = Map.copyOf(passed);
  }

  /**
   * The settings that {@code given} names and the defaults of all others.
   *
   * @throws SettingRefused for a bad value
   */
  public static ProofSettings of(Map<String, String> given) {
    String environment =
        ENVIRONMENT.read(given.getOrDefault(ENVIRONMENT.name(), ENVIRONMENT.byDefault()));
    String claims = given.getOrDefault(Settings.CLAIMS.name(), Settings.CLAIMS.byDefault());
    var passed = new LinkedHashMap<>(given);
    passed.remove(ENVIRONMENT.name());
    return new ProofSettings(
        environment,
        environment.equals(EVERYWHERE) ? OWN : List.of(environment),
        ProjectRoot.resolve(Settings.CLAIMS.read(claims)),
        passed);
  }

  /** Whether other claims than the project's were asked for. */
  public boolean hasOwnClaims() {
    return passed.containsKey(Settings.CLAIMS.name());
  }

  private static List<String> choices() {
    var all = new ArrayList<>(Settings.ENVIRONMENTS);
    all.add(EVERYWHERE);
    return all;
  }

  private static List<Setting<?>> all() {
    var all = new ArrayList<Setting<?>>();
    all.add(ENVIRONMENT);
    all.addAll(PASSED);
    return List.copyOf(all);
  }
}
