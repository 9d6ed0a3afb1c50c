package loadtests.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import loadtests.plan.Shard;
import loadtests.settings.LoadSettings;
import loadtests.settings.SettingRefused;

/**
 * How many files a process may have open, which bounds the people that it can simulate: each
 * signed-in learner of a closed load keeps a connection of its own to its pod, as its browser
 * would, and each open journey has one while it lasts.
 */
public final class OpenFiles {
  /** Files of the JVM itself, and connections of open journeys. */
  static final int RESERVE = 1_000;

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern SOFT = Pattern.compile("(?m)^Max open files\\s+(\\d+)");

  private OpenFiles() {}

  /**
   * Makes sure that each injector of this machine can open what its share of the learners needs.
   * One that is a pod makes sure itself.
   *
   * @throws SettingRefused saying how many injectors would do
   */
  public static void require(LoadSettings settings) {
    if (!settings.injectsFromPods()) {
      requireHere(settings);
    }
  }

  /** The same for an injector that is this process. */
  public static void requireHere(LoadSettings settings) {
    OptionalLong limit = limit();
    if (limit.isPresent()) {
      require(settings, limit.getAsLong());
    }
  }

  static void require(LoadSettings settings, long limit) {
    int users = settings.load().users();
    int most = new Shard(0, settings.injectors()).size(users);
    if (most + RESERVE <= limit) {
      return;
    }
    long each = limit - RESERVE;
    String help =
        each > 0
            ? "--injectors %d would do".formatted((users + each - 1) / each)
            : "ulimit -n raises it";
    throw new SettingRefused(
        String.format(
            Locale.ROOT,
            "an injector with %,d learners needs %,d open files, and this process may have %,d; %s",
            most,
            most + RESERVE,
            limit,
            help));
  }

  /** The soft limit of this process, which its children have too; empty where there is none. */
  static OptionalLong limit() {
    try {
      Matcher found = SOFT.matcher(Files.readString(LIMITS));
      return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
    } catch (IOException _) {
      return OptionalLong.empty();
    }
  }
}
