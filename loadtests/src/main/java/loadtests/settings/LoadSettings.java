package loadtests.settings;

import environments.ClusterSettings;
import environments.PodSize;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import loadtests.plan.Deployment;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.Profile;
import loadtests.profiles.Profiles;
import org.jspecify.annotations.Nullable;

/**
 * What a run was asked to do. Immutable; every value is checked before one exists.
 *
 * @param profile the plan of load
 * @param environment where the platform runs
 * @param pods processes of the platform
 * @param poolSize database connections of a pod
 * @param injectors processes that send the load
 * @param load the profile's load with what was asked for in its place
 * @param retries how often a learner sends a write again whose outcome is unknown
 * @param dataSize small, medium or large
 * @param dataSeed what the seeded data follow from
 * @param url the target of environment remote; null elsewhere
 * @param seedFile the seed.json of that target; null elsewhere
 * @param cluster what environments k3s and kubernetes are asked for
 * @param claims the claims file; absolute
 * @param label the user's own words; null where there are none
 * @param given what was given, by name, as it was written
 */
public record LoadSettings(
    Profile profile,
    String environment,
    int pods,
    int poolSize,
    int injectors,
    Load load,
    int retries,
    String dataSize,
    long dataSeed,
    @Nullable URI url,
    @Nullable Path seedFile,
    ClusterSettings cluster,
    Path claims,
    @Nullable String label,
    Map<String, String> given) {
  private static final List<String> CLUSTERS = List.of("k3s", "kubernetes");
  private static final Duration KEPT_TO_A_POD = Duration.ofSeconds(290);
  private static final Duration KEPT_TO_AN_EDGE = Duration.ofSeconds(60);

  public LoadSettings {
    given = Map.copyOf(given);
  }

  /**
   * The settings that this JVM's system properties hold: {@code headroom.NAME}, or {@code NAME}
   * alone, as {@code ./mvnw gatling:test -DNAME=VALUE} passes them on.
   *
   * @throws SettingRefused for an unknown name, a bad value, or one that is given twice
   */
  public static LoadSettings fromSystemProperties() {
    return of(OwnProperties.among(System.getProperties()));
  }

  /** The same from other properties. */
  public static LoadSettings from(Properties properties) {
    return of(OwnProperties.among(properties));
  }

  /**
   * The settings that {@code given} names and the defaults of all others.
   *
   * @throws SettingRefused for an unknown name or a bad value
   */
  public static LoadSettings of(Map<String, String> given) {
    var values = new Values(given);
    Profile profile = profile(values);
    requireEnvironment(profile, values.of(Settings.ENVIRONMENT));
    boolean remote = values.of(Settings.ENVIRONMENT).equals("remote");
    URI url = values.asked(Settings.URL).orElse(null);
    Path seedFile = values.asked(Settings.SEED_FILE).map(ProjectRoot::resolve).orElse(null);
    if (remote && (url == null || seedFile == null)) {
      throw new SettingRefused("environment remote needs url and seed-file");
    }
    if (!remote && (url != null || seedFile != null)) {
      throw new SettingRefused("url and seed-file belong to environment remote only");
    }
    int pods = values.asked(Settings.PODS).orElse(profile.deployment().pods());
    Load load = load(values, profile.defaults());
    int injectors = values.of(Settings.INJECTORS);
    requireShareable(profile, profile.plan(load), injectors);
    return new LoadSettings(
        profile,
        values.of(Settings.ENVIRONMENT),
        pods,
        values.of(Settings.POOL),
        injectors,
        load,
        values.asked(Settings.RETRIES).orElse(profile.retries()),
        values.asked(Settings.SIZE).orElse(profile.dataSize()),
        values.of(Settings.DATA_SEED),
        url,
        seedFile,
        cluster(values, profile, pods)
            .withGenerators(generators(values), generatorImage(values))
            .drainingNodes(drainsNodes(values, profile)),
        ProjectRoot.resolve(values.of(Settings.CLAIMS)),
        values.asked(Settings.LABEL).orElse(null),
        given);
  }

  private static void requireShareable(Profile profile, Plan plan, int injectors) {
    Deployment deployment = profile.deployment();
    if (injectors > 1 && (deployment.updated() || deployment.podsMax() > 0)) {
      throw new SettingRefused(
          "profile %s needs injectors 1: its load leaves cores to the pods that come and go"
              .formatted(profile.name()));
    }
    if (injectors > 1 && plan.untilBroken()) {
      throw new SettingRefused(
          "profile %s needs injectors 1: it stops by what one generator sees of a step"
              .formatted(plan.profile()));
    }
    if (injectors > plan.load().users()) {
      throw new SettingRefused(
          "injectors is %d and users is %d; each injector needs a learner"
              .formatted(injectors, plan.load().users()));
    }
  }

  private static Profile profile(Values values) {
    return Profiles.named(values.of(Settings.PROFILE)).orElseThrow();
  }

  private static void requireEnvironment(Profile profile, String environment) {
    List<String> environments = profile.deployment().environments();
    if (!environments.isEmpty() && !environments.contains(environment)) {
      throw new SettingRefused(
          "profile %s runs in environment %s, not in %s"
              .formatted(profile.name(), String.join(" or ", environments), environment));
    }
  }

  private static ClusterSettings cluster(Values values, Profile profile, int pods) {
    Optional<Path> kubeConfig = values.asked(Settings.KUBECONFIG).map(ProjectRoot::resolve);
    Optional<String> namespace = values.asked(Settings.NAMESPACE);
    Optional<String> image = values.asked(Settings.IMAGE);
    int given = Stream.of(kubeConfig, namespace, image).mapToInt(o -> o.isPresent() ? 1 : 0).sum();
    boolean exists = values.of(Settings.ENVIRONMENT).equals("kubernetes");
    if (exists && given < 3) {
      throw new SettingRefused("environment kubernetes needs kubeconfig, namespace and image");
    }
    if (!exists && given > 0) {
      throw new SettingRefused(
          "kubeconfig, namespace and image belong to environment kubernetes only");
    }
    Deployment deployment = profile.deployment();
    PodSize size =
        new PodSize(
            deployment.cpuRequestMillis(),
            PodSize.STANDARD.cpuLimitMillis(),
            deployment.memoryRequestMiB(),
            PodSize.STANDARD.memoryLimitMiB());
    ClusterSettings own =
        ClusterSettings.fixed(pods).with(size, Math.max(pods, deployment.podsMax()));
    return exists
        ? own.in(kubeConfig.orElseThrow(), namespace.orElseThrow(), image.orElseThrow())
        : own;
  }

  /** Several injectors are pods where the run has a cluster, and processes elsewhere. */
  private static int generators(Values values) {
    String environment = values.of(Settings.ENVIRONMENT);
    int injectors = values.of(Settings.INJECTORS);
    return CLUSTERS.contains(environment) && injectors > 1 ? injectors : 0;
  }

  private static @Nullable String generatorImage(Values values) {
    Optional<String> image = values.asked(Settings.GENERATOR_IMAGE);
    boolean needed = values.of(Settings.ENVIRONMENT).equals("kubernetes") && generators(values) > 0;
    if (needed && image.isEmpty()) {
      throw new SettingRefused(
          "injectors 2 or more in environment kubernetes need generator-image:"
              + " ./headroom image --generator builds it");
    }
    if (!needed && image.isPresent()) {
      throw new SettingRefused(
          "generator-image belongs to environment kubernetes with injectors 2 or more only");
    }
    return image.orElse(null);
  }

  private static boolean drainsNodes(Values values, Profile profile) {
    boolean drains = values.of(Settings.DRAIN_NODES).equals("yes");
    if (drains && !profile.deployment().updated()) {
      throw new SettingRefused(
          "drain-nodes belongs to profile rolling-update only: %s evicts no pods"
              .formatted(profile.name()));
    }
    if (drains && !values.of(Settings.ENVIRONMENT).equals("kubernetes")) {
      throw new SettingRefused(
          "drain-nodes belongs to environment kubernetes only: that of k3s has one node");
    }
    return drains;
  }

  private static Load load(Values values, Load own) {
    Optional<Duration> duration = values.asked(Settings.DURATION);
    return new Load(
        values.asked(Settings.USERS).orElse(own.users()),
        values.asked(Settings.RATE).orElse(own.requestsPerSecond()),
        values.asked(Settings.JOURNEY).orElse(own.requestsPerJourney()),
        duration.orElse(own.usersDuration()),
        duration.orElse(own.rateDuration()),
        values.asked(Settings.SIGN_INS).orElse(own.signInsPerSecond()),
        values.asked(Settings.STEPS).orElse(own.steps()),
        values.of(Settings.SEED),
        values.of(Settings.ROUND),
        values.of(Settings.MORE_WARM_UP),
        values.asked(Settings.THINK).orElse(own.thinkMean()));
  }

  /** Whether requests go through an edge that the run starts itself. */
  public boolean hasOwnEdge() {
    return CLUSTERS.contains(environment) || (environment.equals("containers") && pods > 1);
  }

  /**
   * How long a learner keeps a connection to a pod that he does not use: about as long as browsers
   * do, and less than the pod (5 minutes), so that nobody sends into one that is being closed.
   * Behind an edge, which keeps one for 75 s, it is a minute.
   */
  public Duration connectionKept() {
    return url != null || hasOwnEdge() ? KEPT_TO_AN_EDGE : KEPT_TO_A_POD;
  }

  /** Whether the load can come from other processes than the one that opens the environment. */
  public boolean isShareable() {
    Deployment deployment = profile.deployment();
    return !deployment.updated() && deployment.podsMax() == 0 && !plan().untilBroken();
  }

  /** Whether the injectors are pods beside the platform. */
  public boolean injectsFromPods() {
    return cluster.generators() > 0;
  }

  /** What the profile does with this load. */
  public Plan plan() {
    return profile.plan(load);
  }

  /** All settings with the values in force, in the table's order, as run.json keeps them. */
  public Map<String, String> inForce() {
    var all = new LinkedHashMap<String, String>();
    all.put(Settings.PROFILE.name(), profile.name());
    all.put(Settings.ENVIRONMENT.name(), environment);
    all.put(Settings.PODS.name(), Integer.toString(pods));
    all.put(Settings.POOL.name(), Integer.toString(poolSize));
    all.put(Settings.INJECTORS.name(), Integer.toString(injectors));
    all.put(Settings.USERS.name(), Integer.toString(load.users()));
    all.put(Settings.RATE.name(), plain(load.requestsPerSecond()));
    all.put(Settings.DURATION.name(), durations());
    all.put(Settings.THINK.name(), Setting.show(load.thinkMean()));
    all.put(Settings.MORE_WARM_UP.name(), Setting.show(load.moreWarmUp()));
    all.put(Settings.JOURNEY.name(), Integer.toString(load.requestsPerJourney()));
    all.put(Settings.SIGN_INS.name(), plain(load.signInsPerSecond()));
    all.put(Settings.STEPS.name(), Integer.toString(load.steps()));
    all.put(Settings.RETRIES.name(), Integer.toString(retries));
    all.put(Settings.SEED.name(), Long.toString(load.seed()));
    all.put(Settings.SIZE.name(), dataSize);
    all.put(Settings.DATA_SEED.name(), Long.toString(dataSeed));
    all.put(Settings.ROUND.name(), Integer.toString(load.round()));
    all.put(Settings.URL.name(), url == null ? "" : url.toString());
    all.put(Settings.NAMESPACE.name(), Objects.requireNonNullElse(cluster.namespace(), ""));
    all.put(Settings.IMAGE.name(), Objects.requireNonNullElse(cluster.image(), ""));
    all.put(
        Settings.GENERATOR_IMAGE.name(), Objects.requireNonNullElse(cluster.generatorImage(), ""));
    all.put(Settings.DRAIN_NODES.name(), cluster.drainsNodes() ? "yes" : "no");
    all.put(Settings.LABEL.name(), label == null ? "" : label);
    return all;
  }

  private String durations() {
    String users = Setting.show(load.usersDuration());
    String rate = Setting.show(load.rateDuration());
    return users.equals(rate) ? users : users + " and " + rate;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
