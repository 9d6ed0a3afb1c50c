package loadtests.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import loadtests.plan.Phase;
import loadtests.plan.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LoadSettingsTest {
  /** What Helidon's web server and nginx do where they are not told. */
  private static final Duration PLATFORM_KEEPS = Duration.ofMinutes(5);

  private static final Duration NGINX_KEEPS = Duration.ofSeconds(75);

  @Test
  void withoutAnySettingTheDefaultProfileRunsWithItsOwnLoad() {
    LoadSettings settings = LoadSettings.from(new Properties());

    assertThat(settings.profile().name()).isEqualTo("pod");
    assertThat(settings.load()).isEqualTo(settings.profile().defaults());
    assertThat(settings.dataSize()).isEqualTo("large");
    assertThat(settings.claims()).isAbsolute().endsWithRaw(java.nio.file.Path.of("claims.yaml"));
  }

  @Test
  void everySettingInTheTableIsShownWithTheValueInForceOrIsAFile() {
    assertThat(LoadSettings.of(Map.of()).inForce().keySet())
        .containsExactlyElementsOf(
            Settings.NAMES.stream()
                .filter(name -> !List.of("claims", "seed-file", "kubeconfig").contains(name))
                .toList());
  }

  @Test
  void takesPlainAndPrefixedPropertiesAlike() {
    LoadSettings settings =
        LoadSettings.from(
            properties("profile", "rate", "headroom.rate", "250", "duration", "2m", "pods", "2"));

    assertThat(settings.profile().name()).isEqualTo("rate");
    assertThat(settings.load().requestsPerSecond()).isEqualTo(250);
    assertThat(settings.load().rateDuration()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.pods()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.version",
        "gatling.simulationClass",
        "skipTests",
        "guice_custom_class_loading",
        "argLine",
        "spotless.check.skip",
        "headroom.root",
        "test",
        "jdk.debug",
        "surefire.failIfNoSpecifiedTests"
      })
  void leavesThePropertiesOfOthersAlone(String foreign) {
    assertThat(LoadSettings.from(properties(foreign, "true")).given()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "profil, profile",
    "headroom.profil, profile",
    "Profile, profile",
    "haedroom.profil, headroom.profile",
    "headrom.rate, headroom.rate",
    "user, users",
    "raet, rate",
    "enviroment, environment",
    "signins, sign-ins"
  })
  void refusesAMisspeltNameAndNamesTheRightOne(String wrong, String right) {
    assertThatThrownBy(() -> LoadSettings.from(properties(wrong, "1")))
        .isInstanceOf(SettingRefused.class)
        .hasMessage(
            "unknown setting '"
                + wrong.replaceFirst("^headroom\\.", "")
                + "'; did you mean '"
                + right
                + "'?");
  }

  @Test
  void refusesANameThatIsLikeNone() {
    assertThatThrownBy(() -> LoadSettings.of(Map.of("xyzzyplugh", "1")))
        .hasMessage("unknown setting 'xyzzyplugh'; ./headroom help run lists all settings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "profile|pot|unknown profile 'pot'; did you mean 'pod'?",
        "environment|kubernets|unknown environment 'kubernets'; did you mean 'kubernetes'?",
        "pods|0|pods must be a whole number from 1 to 64, not '0'",
        "users|many|users must be a whole number from 1 to 100000, not 'many'",
        "rate|-5|rate must be a number from 1.0 to 20000.0 requests a second, not '-5'",
        "rate|NaN|rate must be a number from 1.0 to 20000.0 requests a second, not 'NaN'",
        "duration|0|duration must be a duration from 1s to 24h, such as 90s, 2m or 1h, not '0'",
        "duration|5x|duration must be a duration from 1s to 24h, such as 90s, 2m or 1h, not '5x'",
        "url|localhost|url must be an address such as http://127.0.0.1:8080, not 'localhost'",
        "environment|remote|environment remote needs url and seed-file",
        "environment|kubernetes|environment kubernetes needs kubeconfig, namespace and image",
        "namespace|lms|kubeconfig, namespace and image belong to environment kubernetes only",
        "namespace|Lms|namespace must be up to 63 of a-z, 0-9 and -, not 'Lms'",
        "profile|rolling-update|profile rolling-update runs in environment k3s or kubernetes, not in embedded",
        "generator-image|lms:1|generator-image belongs to environment kubernetes with injectors 2 or more only",
        "generator-image|lms|generator-image must be REPOSITORY:TAG, not 'lms'",
        "drain-nodes|yes|drain-nodes belongs to profile rolling-update only: pod evicts no pods",
        "drain-nodes|maybe|unknown drain-nodes 'maybe'; it is one of no, yes",
        "retries|11|retries must be a whole number from 0 to 10, not '11'",
        "injectors|0|injectors must be a whole number from 1 to 16, not '0'",
        "injectors|17|injectors must be a whole number from 1 to 16, not '17'",
        "url|http://127.0.0.1:1/|url and seed-file belong to environment remote only"
      })
  void refusesABadValueInOneLineThatSaysWhatWouldBeRight(
      String name, String value, String message) {
    assertThatThrownBy(() -> LoadSettings.of(Map.of(name, value)))
        .isInstanceOf(SettingRefused.class)
        .hasMessage(message);
  }

  @Test
  void severalPodsInContainersAndPodsOfAClusterStandBehindAnEdge() {
    assertThat(LoadSettings.of(Map.of("pods", "2")).hasOwnEdge()).isFalse();
    assertThat(LoadSettings.of(Map.of("environment", "containers")).hasOwnEdge()).isFalse();
    assertThat(LoadSettings.of(Map.of("environment", "containers", "pods", "2")).hasOwnEdge())
        .isTrue();
    assertThat(LoadSettings.of(Map.of("environment", "k3s")).hasOwnEdge()).isTrue();
  }

  @Test
  void connectionsAreKeptForLessThanWhatTheyLeadToKeepsThem() {
    Map<Map<String, String>, Duration> kept =
        Map.of(
            Map.of("environment", "embedded"),
            PLATFORM_KEEPS,
            Map.of("environment", "containers"),
            PLATFORM_KEEPS,
            Map.of("environment", "containers", "pods", "2"),
            NGINX_KEEPS,
            Map.of("environment", "k3s"),
            NGINX_KEEPS,
            Map.of("environment", "remote", "url", "https://lms.test", "seed-file", "s.json"),
            NGINX_KEEPS);
    kept.forEach(
        (given, there) ->
            assertThat(LoadSettings.of(given).connectionKept())
                .as(given.toString())
                .isBetween(there.minusSeconds(20), there.minusSeconds(5)));
  }

  @Test
  void sendsAgainAsOftenAsTheProfileHasItUnlessItIsTold() {
    assertThat(LoadSettings.of(Map.of()).retries()).isZero();
    assertThat(LoadSettings.of(Map.of("profile", "steady")).retries()).isEqualTo(4);
    assertThat(LoadSettings.of(Map.of("profile", "steady", "retries", "0")).retries()).isZero();
    assertThat(LoadSettings.of(Map.of("retries", "2")).inForce()).containsEntry("retries", "2");
  }

  @Test
  void aLoadIsShareableUnlessSomethingBesideItNeedsItsProcess() {
    assertThat(LoadSettings.of(Map.of("profile", "steady")).isShareable()).isTrue();
    assertThat(LoadSettings.of(Map.of("profile", "breakpoint")).isShareable()).isFalse();
    for (String profile : List.of("rolling-update", "autoscale")) {
      var given = Map.of("profile", profile, "environment", "k3s");
      assertThat(LoadSettings.of(given).isShareable()).as(profile).isFalse();
    }
  }

  @Test
  void refusesMoreInjectorsThanAPlanCanBeSharedAmong() {
    assertThat(LoadSettings.of(Map.of("injectors", "4")).injectors()).isEqualTo(4);
    assertThatThrownBy(() -> LoadSettings.of(Map.of("injectors", "2", "profile", "breakpoint")))
        .isInstanceOf(SettingRefused.class)
        .hasMessage(
            "profile breakpoint needs injectors 1: it stops by what one generator sees of a step");
    assertThatThrownBy(() -> LoadSettings.of(Map.of("injectors", "4", "users", "3")))
        .isInstanceOf(SettingRefused.class)
        .hasMessage("injectors is 4 and users is 3; each injector needs a learner");
  }

  @Test
  void severalInjectorsArePodsWhereTheRunHasAClusterAndNowhereElse() {
    assertThat(LoadSettings.of(Map.of("injectors", "2")).injectsFromPods()).isFalse();
    assertThat(LoadSettings.of(Map.of("environment", "k3s")).injectsFromPods()).isFalse();
    LoadSettings pods = LoadSettings.of(Map.of("environment", "k3s", "injectors", "2"));
    assertThat(pods.injectsFromPods()).isTrue();
    assertThat(pods.cluster().generators()).isEqualTo(2);
  }

  @Test
  void learnersWhoPauseFourTimesAsLongAskForAQuarter() {
    int asked = learners(Map.of("profile", "learners")).requests();
    Phase longer = learners(Map.of("profile", "learners", "think", "45s"));
    assertThat(longer.requests()).isCloseTo(asked / 4, within(1));
    assertThat(longer.shape()).isEqualTo(new Shape.Closed(1_000, Duration.ofSeconds(45)));
  }

  private static Phase learners(Map<String, String> given) {
    return LoadSettings.of(given).plan().phase("learners");
  }

  @Test
  void nodesAreDrainedOnlyWhereThatIsAskedFor() {
    var given = new TreeMap<>(Map.of("profile", "rolling-update", "environment", "k3s"));
    given.put("drain-nodes", "yes");
    assertThatThrownBy(() -> LoadSettings.of(given))
        .isInstanceOf(SettingRefused.class)
        .hasMessage("drain-nodes belongs to environment kubernetes only: that of k3s has one node");
    given.putAll(
        Map.of("environment", "kubernetes", "kubeconfig", "k", "namespace", "n", "image", "i:1"));
    assertThat(LoadSettings.of(given).cluster().drainsNodes()).isTrue();
    assertThat(LoadSettings.of(given).inForce()).containsEntry("drain-nodes", "yes");
  }

  @Test
  void aClusterThatExistsNeedsAnImageForItsInjectors() {
    var given =
        new TreeMap<>(
            Map.of(
                "environment", "kubernetes", "kubeconfig", "k", "namespace", "n", "image", "i:1"));
    assertThat(LoadSettings.of(given).cluster().generators()).isZero();
    given.put("injectors", "3");
    assertThatThrownBy(() -> LoadSettings.of(given))
        .isInstanceOf(SettingRefused.class)
        .hasMessage(
            "injectors 2 or more in environment kubernetes need generator-image: ./headroom image"
                + " --generator builds it");
    given.put("generator-image", "g:1");
    assertThat(LoadSettings.of(given).cluster().generatorImage()).isEqualTo("g:1");
  }

  @Test
  void refusesASettingThatIsGivenTwiceWithDifferentValues() {
    assertThatThrownBy(() -> LoadSettings.from(properties("rate", "100", "headroom.rate", "200")))
        .hasMessage("setting 'rate' is given twice: '200' and '100'");
  }

  @Test
  void everyProfileMakesAPlanOfItsDefaults() {
    for (var profile : loadtests.profiles.Profiles.ALL) {
      String environment =
          profile.deployment().environments().stream().findFirst().orElse("embedded");
      var settings = LoadSettings.of(Map.of("profile", profile.name(), "environment", environment));
      assertThat(settings.plan().phases()).isNotEmpty();
    }
  }

  private static Properties properties(String... namesAndValues) {
    var properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return properties;
  }
}
