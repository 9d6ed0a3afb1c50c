package loadtests.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import loadtests.settings.Setting;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The table of settings as options of a command, {@code --name VALUE}. */
final class SettingOptions {
  private SettingOptions() {}

  /** Adds an option for each setting; values stay text, so that the settings judge them. */
  static void addTo(CommandSpec command, List<Setting<?>> settings) {
    for (Setting<?> setting : settings) {
      command.addOption(
          OptionSpec.builder("--" + setting.name())
              .paramLabel("VALUE")
              .type(String.class)
              .description(
                  escape(setting.meaning()),
                  escape(setting.range() + "; default " + setting.byDefault()))
              .build());
    }
  }

  /** What was given, by the names of the settings. */
  static Map<String, String> given(ParseResult parsed, List<Setting<?>> settings) {
    var given = new LinkedHashMap<String, String>();
    for (Setting<?> setting : settings) {
      String option = "--" + setting.name();
      if (parsed.hasMatchedOption(option)) {
        given.put(setting.name(), parsed.matchedOptionValue(option, ""));
      }
    }
    return given;
  }

  /** Picocli formats descriptions, where a per cent sign has a meaning of its own. */
  static String escape(String text) {
    return text.replace("%", "%%");
  }
}
