package loadtests.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells our settings from the other system properties of a JVM that Maven started.
 *
 * <p>Ours are {@code headroom.NAME} and {@code NAME} alone. Names with dots belong to somebody else
 * unless their first part is {@code headroom} or nearly so. Of names without dots, those with
 * anything but lower-case letters and hyphens are Maven's ({@code skipTests}, {@code
 * guice_custom_class_loading}) unless they are one letter from ours; all others but a few known
 * ones are taken for ours, so that a misspelt one is refused.
 */
final class OwnProperties {
  private static final String PREFIX = "headroom";

  /** What the poms, the launcher and environments tell a JVM; not for users. */
  private static final Set<String> INTERNAL =
      Set.of(
          "root",
          "launcher",
          "run",
          "runs",
          "cache",
          "plan",
          "calibration",
          "statusOffset",
          "runIdFile");

  /** Lower-case names without dots that Maven, its plugins and the JVM use. */
  private static final Set<String> FOREIGN =
      Set.of(
          "test",
          "tests",
          "groups",
          "basedir",
          "debug",
          "includes",
          "excludes",
          "verbose",
          "detail");

  private OwnProperties() {}

  static Map<String, String> among(Properties properties) {
    var ours = new LinkedHashMap<String, String>();
    for (String property : new TreeSet<>(properties.stringPropertyNames())) {
      String name = settingName(property);
      if (name.isEmpty()) {
        continue;
      }
      String value = properties.getProperty(property);
      String before = ours.putIfAbsent(name, value);
      if (before != null && !before.equals(value)) {
        throw new SettingRefused(
            "setting '%s' is given twice: '%s' and '%s'".formatted(name, before, value));
      }
    }
    return ours;
  }

  /** The setting that a property names; empty where the property is not ours. */
  private static String settingName(String property) {
    int dot = property.indexOf('.');
    if (dot < 0) {
      return undotted(property);
    }
    String first = property.substring(0, dot);
    String rest = property.substring(dot + 1);
    if (first.equals(PREFIX)) {
      return INTERNAL.contains(rest) ? "" : known(rest);
    }
    if (Nearest.distance(first, PREFIX) <= 2) {
      throw new SettingRefused(
          "unknown setting '%s'; did you mean '%s.%s'?"
              .formatted(property, PREFIX, Nearest.to(rest, Settings.NAMES).orElse(rest)));
    }
    return "";
  }

  private static String undotted(String property) {
    if (Settings.NAMES.contains(property)) {
      return property;
    }
    boolean foreignStyle = !property.matches("[a-z-]+");
    boolean ours =
        foreignStyle
            ? Settings.NAMES.stream().anyMatch(name -> Nearest.distance(property, name) <= 1)
            : !FOREIGN.contains(property);
    return ours ? known(property) : "";
  }

  private static String known(String name) {
    if (!Settings.NAMES.contains(name)) {
      throw Settings.unknown(name);
    }
    return name;
  }
}
