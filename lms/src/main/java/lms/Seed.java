package lms;

import io.helidon.logging.common.LogConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import lms.platform.Unavailable;
import lms.seeding.SeedRefused;
import lms.seeding.SeedResult;
import lms.seeding.SeedSize;
import lms.seeding.Seeding;

/** Fills a database with a platform's worth of data: {@code --size SIZE --seed N --out FILE}. */
public final class Seed {
  private static final int USAGE = 64;
  private static final int UNAVAILABLE = 69;
  private static final int REFUSED = 1;

  private static final Set<String> OPTIONS = Set.of("--size", "--seed", "--out");

  private Seed() {}

  /** Exits with 64 for wrong arguments, 69 without a database, 1 where it is not ours to fill. */
  public static void main(String[] arguments) {
    LogConfig.configureRuntime();
    int status = run(arguments, System.getenv());
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(String[] arguments, Map<String, String> environment) {
    try {
      Map<String, String> options = options(arguments);
      SeedSize size = size(options);
      long seed = seed(options);
      Path out = Path.of(required(options, "--out"));
      LmsConfig config = LmsConfig.of(environment);
      long start = System.nanoTime();
      SeedResult result =
          new Seeding(size, seed, line -> System.out.println("seeding: " + line))
              .run(config.database());
      result.write(out);
      System.out.printf("seeded %s in %d s: %s%n", size.word(), seconds(start), out);
      return 0;
    } catch (LmsConfig.WrongSetting e) {
      return failed(USAGE, String.valueOf(e.getMessage()));
    } catch (SeedRefused e) {
      return failed(REFUSED, String.valueOf(e.getMessage()));
    } catch (Unavailable | SQLException e) {
      return failed(UNAVAILABLE, "the database failed: " + e.getMessage());
    } catch (IOException e) {
      return failed(REFUSED, "seed.json can't be written: " + e.getMessage());
    }
  }

  private static int failed(int status, String why) {
    System.err.println("lms seed: " + why);
    return status;
  }

  private static Map<String, String> options(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!OPTIONS.contains(arguments[i])) {
        throw new LmsConfig.WrongSetting(
            arguments[i] + " is no option: --size SIZE --seed NUMBER --out FILE");
      }
      if (i + 1 == arguments.length) {
        throw new LmsConfig.WrongSetting(arguments[i] + " has no value");
      }
      options.put(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private static SeedSize size(Map<String, String> options) {
    String word = required(options, "--size");
    return SeedSize.of(word)
        .orElseThrow(
            () ->
                new LmsConfig.WrongSetting(
                    "--size is \"" + word + "\": one of " + SeedSize.words()));
  }

  private static long seed(Map<String, String> options) {
    String text = required(options, "--seed");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new LmsConfig.WrongSetting("--seed is \"" + text + "\": a whole number");
    }
  }

  private static String required(Map<String, String> options, String name) {
    String value = options.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new LmsConfig.WrongSetting(name + " is missing");
    }
    return value;
  }

  private static long seconds(long start) {
    return (System.nanoTime() - start) / 1_000_000_000;
  }
}
