package environments;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import com.marcnuri.helm.UpgradeCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The platform's Helm chart. */
public final class Chart {
  private static final String RELEASE = "lms";
  private static final String APP_VERSION = "appVersion:";
  private static final String MANIFESTS = "environments/manifests/lms.yaml";

  /** Hooks are Helm's own: what it renders does not have them. */
  static final Map<String, String> WITHOUT_HOOK = Map.of("database.migration", "plain-job");

  private static final String HEADER =
      """
      # The platform as plain manifests: the chart with values-prod.yaml, in namespace lms. Written by `./headroom manifests`; change the chart, not this.
      # Before it: a secret lms-stores with LMS_DATABASE_URL, LMS_DATABASE_USER, LMS_DATABASE_PASSWORD and LMS_REDIS_URL. Pods start when the job is over; delete it before each update.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: lms
        labels:
          pod-security.kubernetes.io/enforce: restricted
      """;

  private final Path root;

  private Chart(Path root) {
    this.root = root;
  }

  /** The chart of the project that this program belongs to. */
  public static Chart ofTheProject() {
    return new Chart(ProjectRoot.locate().path());
  }

  private Path folder() {
    return root.resolve("environments/helm/lms");
  }

  /** The values of {@code dev}, {@code staging} or {@code prod}. */
  private Path values(String name) {
    return folder().resolve("values-" + name + ".yaml");
  }

  /** What is wrong with the chart, a sentence each. */
  List<String> lint() {
    LintResult result = new Helm(folder()).lint().strict().call();
    return result.isFailed() ? result.getMessages() : List.of();
  }

  /**
   * The manifests of a release called lms.
   *
   * @param values as in {@link #values}
   * @param set values over those of the file, by their paths
   * @throws IllegalStateException where the chart refuses a value; the message names it
   */
  String rendered(String values, Map<String, String> set) {
    return rendered(List.of(values(values)), set);
  }

  /** The same with any files of values over the chart's own, or none. */
  String rendered(List<Path> files, Map<String, String> set) {
    TemplateCommand command =
        new Helm(folder()).template().withName(RELEASE).withNamespace(RELEASE);
    files.forEach(command::withValuesFile);
    set.forEach(command::set);
    return command.call();
  }

  /** The version of the platform that it installs where no other is named. */
  String appVersion() {
    Path file = folder().resolve("Chart.yaml");
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(APP_VERSION))
          .map(line -> line.substring(APP_VERSION.length()).strip())
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(file + " has no " + APP_VERSION));
    } catch (IOException e) {
      throw new UncheckedIOException("the chart can't be read", e);
    }
  }

  /**
   * Installs a release called lms and waits until it serves.
   *
   * @param set values over those of the file, by their paths
   * @throws IllegalStateException where it does not within {@code deadline}; with Helm's words
   */
  void install(
      String kubeConfig,
      String namespace,
      String values,
      Map<String, String> set,
      Duration deadline) {
    InstallCommand command =
        new Helm(folder())
            .install()
            .withName(RELEASE)
            .withNamespace(namespace)
            .withKubeConfigContents(kubeConfig)
            .withValuesFile(values(values))
            .waitReady()
            .withTimeout((int) deadline.toSeconds());
    set.forEach(command::set);
    command.call();
  }

  /** Brings a release that {@link #install} made up to other values in the same way. */
  void update(
      String kubeConfig,
      String namespace,
      String values,
      Map<String, String> set,
      Duration deadline) {
    UpgradeCommand command =
        new Helm(folder())
            .upgrade()
            .withName(RELEASE)
            .withNamespace(namespace)
            .withKubeConfigContents(kubeConfig)
            .withValuesFile(values(values))
            .waitReady()
            .withTimeout((int) deadline.toSeconds());
    set.forEach(command::set);
    command.call();
  }

  /**
   * Installs a release called lms with values-dev.yaml, or brings the one that is installed up to
   * other values; waits for nothing.
   *
   * @param over a file of values that go over those of values-dev.yaml
   * @throws IllegalStateException where Helm refuses; with its words
   */
  void apply(Path kubeConfig, String namespace, Path over) {
    upgrade(kubeConfig, namespace, over).install().call();
  }

  /**
   * Brings an installed release up to other values by {@code helm upgrade --atomic}: where it is
   * not ready in time, Helm brings it back to what it was.
   *
   * @throws IllegalStateException where it fails; with Helm's words
   */
  void applyOrRollBack(Path kubeConfig, String namespace, Path over, Duration deadline) {
    upgrade(kubeConfig, namespace, over).atomic().withTimeout((int) deadline.toSeconds()).call();
  }

  private UpgradeCommand upgrade(Path kubeConfig, String namespace, Path over) {
    return new Helm(folder())
        .upgrade()
        .withName(RELEASE)
        .withNamespace(namespace)
        // A file: what installs where nothing is installed yet does not take the contents.
        .withKubeConfig(kubeConfig)
        .withValuesFile(values("dev"))
        .withValuesFile(over);
  }

  /** Runs the release's own tests. */
  static void test(String kubeConfig, String namespace, Duration deadline) {
    Helm.test(RELEASE)
        .withNamespace(namespace)
        .withKubeConfigContents(kubeConfig)
        .withTimeout((int) deadline.toSeconds())
        .call();
  }

  /** Removes the release. */
  static void uninstall(String kubeConfig, String namespace) {
    Helm.uninstall(RELEASE).withNamespace(namespace).withKubeConfigContents(kubeConfig).call();
  }

  /**
   * Writes the plain manifests anew.
   *
   * @return where they are
   */
  public Path writeManifests() {
    Path file = root.resolve(MANIFESTS);
    try {
      Files.createDirectories(file.resolveSibling(""));
      return Files.writeString(file, manifests());
    } catch (IOException e) {
      throw new UncheckedIOException("the manifests can't be written to " + file, e);
    }
  }

  /** The manifests as they should stand in the project; the chart's tests are hooks too. */
  String manifests() {
    List<String> documents = new ArrayList<>();
    documents.add(HEADER);
    for (String document : rendered("prod", WITHOUT_HOOK).split("(?m)^---\\n", -1)) {
      if (!document.isBlank()) {
        documents.add(document.strip().replaceAll("(?m)^ +$", "") + "\n");
      }
    }
    return String.join("---\n", documents);
  }
}
