package loadtests.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import loadtests.plan.Profile;
import loadtests.profiles.Profiles;

/** The table of all settings of a run; {@link LoadSettings} holds their values. */
public final class Settings {
  private static final Duration SECOND = Duration.ofSeconds(1);
  static final List<String> ENVIRONMENTS =
      List.of("embedded", "containers", "k3s", "kubernetes", "remote");
  private static final String PROFILES_OWN = "the profile's";

  static final Setting<String> PROFILE =
      Setting.choice(
          "profile",
          Profiles.ALL.getFirst().name(),
          Profiles.ALL.stream().map(Profile::name).toList(),
          "the plan of load, and the claims that it judges");
  static final Setting<String> ENVIRONMENT =
      Setting.choice("environment", "embedded", ENVIRONMENTS, "where the platform runs");
  static final Setting<Integer> PODS =
      Setting.whole("pods", PROFILES_OWN, 1, 64, "", "processes of the platform, one CPU each");
  static final Setting<Integer> POOL =
      Setting.whole("pool", "20", 1, 200, "", "database connections of a pod");
  static final Setting<Integer> INJECTORS =
      Setting.whole(
          "injectors",
          "1",
          1,
          16,
          "",
          "processes, or pods in a cluster, that share the load and send it");
  static final Setting<Integer> USERS =
      Setting.whole("users", PROFILES_OWN, 1, 100_000, "", "learners signed in at once");
  static final Setting<Double> RATE =
      Setting.number(
          "rate", PROFILES_OWN, 1, 20_000, " requests a second", "the open load's requests");
  static final Setting<Duration> DURATION =
      Setting.duration(
          "duration", PROFILES_OWN, SECOND, Duration.ofHours(24), "how long a measured phase is");
  static final Setting<Duration> THINK =
      Setting.duration(
          "think",
          PROFILES_OWN,
          SECOND,
          Duration.ofHours(1),
          "how long learners think between requests on average");
  static final Setting<Duration> MORE_WARM_UP =
      Setting.duration(
          "more-warm-up",
          "0s",
          Duration.ZERO,
          Duration.ofMinutes(10),
          "how much longer the first warm-up is, for many pods that have just started");
  static final Setting<Integer> JOURNEY =
      Setting.whole("journey", PROFILES_OWN, 1, 100, "", "requests in a journey of the open load");
  static final Setting<Double> SIGN_INS =
      Setting.number(
          "sign-ins", PROFILES_OWN, 0.1, 1_000, " a second", "the pace of the sign-in ramp");
  static final Setting<Integer> STEPS =
      Setting.whole("steps", PROFILES_OWN, 1, 40, "", "levels of a breakpoint run at most");
  static final Setting<Integer> RETRIES =
      Setting.whole(
          "retries",
          PROFILES_OWN,
          0,
          10,
          "",
          "how often a write is sent again while its outcome is unknown");
  static final Setting<Long> SEED =
      Setting.seed("seed", "1", "what all choices and instants follow from");
  static final Setting<String> SIZE =
      Setting.choice(
          "size", PROFILES_OWN, List.of("small", "medium", "large"), "how much data is seeded");
  static final Setting<Long> DATA_SEED =
      Setting.seed("data-seed", "42", "what the seeded data follow from");
  static final Setting<Integer> ROUND =
      Setting.whole(
          "round", "0", 0, 10_000, "", "which run against the same data it is: each has others");
  static final Setting<URI> URL =
      Setting.address("url", "the platform to load in environment remote");
  static final Setting<String> SEED_FILE =
      Setting.text(
          "seed-file", "none", "a path", Pattern.compile(".+"), "seed.json of environment remote");
  static final Setting<String> KUBECONFIG =
      Setting.text(
          "kubeconfig",
          "none",
          "a path",
          Pattern.compile(".+"),
          "how the cluster of environment kubernetes is reached");
  static final Setting<String> NAMESPACE =
      Setting.text(
          "namespace",
          "none",
          "up to 63 of a-z, 0-9 and -",
          Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"),
          "made and removed in environment kubernetes; must not exist");
  static final Setting<String> IMAGE =
      Setting.text(
          "image",
          "none",
          "REPOSITORY:TAG",
          Pattern.compile("\\S+:[^\\s:/]+"),
          "the platform's image for environment kubernetes, which fetches it");
  static final Setting<String> GENERATOR_IMAGE =
      Setting.text(
          "generator-image",
          "none",
          "REPOSITORY:TAG",
          Pattern.compile("\\S+:[^\\s:/]+"),
          "the injectors' image, where several are pods of such a cluster");
  static final Setting<String> DRAIN_NODES =
      Setting.choice(
          "drain-nodes",
          "no",
          List.of("no", "yes"),
          "evict pods from a node of environment kubernetes that is cordoned meanwhile");
  static final Setting<String> CLAIMS =
      Setting.text(
          "claims", "reports/claims.yaml", "a path", Pattern.compile(".+"), "the claims to judge");
  static final Setting<String> LABEL =
      Setting.text(
          "label",
          "none",
          "1 to 80 printable characters",
          Pattern.compile("\\P{Cntrl}{1,80}"),
          "words of your own that the report shows");

  /** Every setting, in the order in which help lists them. */
  public static final List<Setting<?>> ALL =
      List.of(
          PROFILE,
          ENVIRONMENT,
          PODS,
          POOL,
          INJECTORS,
          USERS,
          RATE,
          DURATION,
          THINK,
          MORE_WARM_UP,
          JOURNEY,
          SIGN_INS,
          STEPS,
          RETRIES,
          SEED,
          SIZE,
          DATA_SEED,
          ROUND,
          URL,
          SEED_FILE,
          KUBECONFIG,
          NAMESPACE,
          IMAGE,
          GENERATOR_IMAGE,
          DRAIN_NODES,
          CLAIMS,
          LABEL);

  /** The names of all settings. */
  public static final List<String> NAMES = ALL.stream().<String>map(Setting::name).toList();

  private Settings() {}

  /** The refusal of a name that no setting has. */
  static SettingRefused unknown(String name) {
    Optional<String> near = Nearest.to(name, NAMES);
    return new SettingRefused(
        "unknown setting '%s'%s"
            .formatted(
                name,
                near.map(right -> "; did you mean '" + right + "'?")
                    .orElse("; ./headroom help run lists all settings")));
  }
}
