package loadtests.settings;

import java.util.Map;
import java.util.Optional;

/** Given texts, read by setting. */
final class Values {
  private final Map<String, String> given;

  Values(Map<String, String> given) {
    given.keySet().stream()
        .filter(name -> !Settings.NAMES.contains(name))
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw Settings.unknown(name);
            });
    this.given = given;
  }

  /** The value asked for; empty where nothing was. */
  <T> Optional<T> asked(Setting<T> setting) {
    return Optional.ofNullable(given.get(setting.name())).map(setting::read);
  }

  /** The value asked for, or the default. */
  <T> T of(Setting<T> setting) {
    return asked(setting).orElseGet(() -> setting.read(setting.byDefault()));
  }
}
