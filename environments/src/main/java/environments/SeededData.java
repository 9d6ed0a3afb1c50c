package environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A seeded database as a data folder of the cache, and the seed.json that belongs to it.
 *
 * @param folder holds {@code data/} and {@code seed.json}
 */
record SeededData(Path folder) {

  /** Raised whenever a prepared folder is laid out or initialised in another way. */
  private static final int LAYOUT = 1;

  private static final String SEEDING = "lms.Seed";
  private static final int CONNECTIONS = 20;
  private static final Duration SEEDING_DEADLINE = Duration.ofMinutes(15);
  private static final Duration COPY_DEADLINE = Duration.ofMinutes(5);

  Path seedFile() {
    return folder.resolve("seed.json");
  }

  /** A copy for one run, which costs little where the file system shares blocks. */
  Path copy(WorkFolder work, Children children) {
    Path copy = work.path().resolve("data");
    List<String> command =
        List.of("cp", "-a", "--reflink=auto", folder.resolve("data").toString(), copy.toString());
    Child copying = children.start(Program.of("copy", command, work.path()));
    copying.awaitSuccess(COPY_DEADLINE);
    children.stop(copying);
    return copy;
  }

  /** What seeding needs to be done in. */
  record Preparation(
      CacheFolder cache,
      WorkFolder work,
      Children children,
      Platform platform,
      MariaDb mariaDb,
      Consumer<String> progress) {

    /** The seeded data of a size and seed, seeded where they are not in the cache yet. */
    SeededData of(String size, long seed) {
      String name = "data-" + key(size, seed);
      return new SeededData(
          cache.prepared(name, work, progress, folder -> prepare(folder, size, seed)));
    }

    private String key(String size, long seed) {
      try {
        Hash hash = new Hash().text(LAYOUT + " " + mariaDb.version() + " " + size + " " + seed);
        hash.folder(platform.classes().resolve("db/migration"));
        for (Path file : ClassClosure.of(platform.classes(), SEEDING.replace('.', '/'))) {
          hash.bytes(Files.readAllBytes(file));
        }
        return hash.name();
      } catch (IOException e) {
        throw new UncheckedIOException("the platform's classes can't be read", e);
      }
    }

    private void prepare(Path folder, String size, long seed) throws IOException {
      progress.accept(
          "seeding the " + size + " database of seed " + seed + ", kept for later runs");
      Path data = Files.createDirectory(folder.resolve("data"));
      mariaDb.initialise(data, work, children);
      MariaDb.Server server = mariaDb.start(data, CONNECTIONS, List.of(), work, children);
      List<String> arguments =
          List.of(
              "--size",
              size,
              "--seed",
              Long.toString(seed),
              "--out",
              folder.resolve("seed.json").toString());
      Child seeding =
          children.start(
              platform
                  .program("seeding", SEEDING, arguments, work.path())
                  .with(settings(server.access())));
      seeding.awaitSuccess(
          SEEDING_DEADLINE,
          line -> {
            if (line.startsWith("seed")) {
              progress.accept(line);
            }
          });
      children.stop(seeding);
      MariaDb.stop(server, children);
    }
  }

  /** The platform's settings for a database. */
  static Map<String, String> settings(DatabaseAccess access) {
    return Map.of(
        "LMS_DATABASE_URL", access.jdbcUrl(),
        "LMS_DATABASE_USER", access.user(),
        "LMS_DATABASE_PASSWORD", access.password());
  }
}
