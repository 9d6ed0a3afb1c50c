package environments;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/**
 * The Redis server's program, which embedded-redis brings. It keeps nothing on disk.
 *
 * @param executable the unpacked program
 */
record Redis(Path executable) {

  private static final Duration START_DEADLINE = Duration.ofSeconds(30);
  private static final Pattern READY = Pattern.compile("Ready to accept connections\\R");

  /**
   * A running server.
   *
   * @param port where it listens
   * @param again starts it again where it has ended, and returns when it serves
   */
  record Server(Child child, int port, String password, Supplier<Child> again) {

    /** Its URL by way of a port, with the password, as Lettuce reads it. */
    String urlBy(int thePort) {
      return "redis://:" + password + "@127.0.0.1:" + thePort;
    }
  }

  /** Unpacks the program into the cache where it isn't there yet. */
  static Redis unpacked(CacheFolder cache, WorkFolder work, Consumer<String> progress) {
    Path folder =
        cache.prepared(
            "redis",
            work,
            progress,
            made -> {
              progress.accept("unpacking Redis");
              File unpacked = ExecutableProvider.newJarResourceProvider(work.path().toFile()).get();
              Path executable = made.resolve("redis-server");
              Files.move(unpacked.toPath(), executable, StandardCopyOption.REPLACE_EXISTING);
              if (!executable.toFile().setExecutable(true)) {
                throw new IOException("could not make " + executable + " executable");
              }
            });
    return new Redis(folder.resolve("redis-server"));
  }

  /** Starts a server on a free port of 127.0.0.1 with a new password. */
  Server start(List<Integer> cpus, WorkFolder work, Children children) {
    return Ports.startOnFree(port -> start(port, cpus, work, children));
  }

  private Server start(int port, List<Integer> cpus, WorkFolder work, Children children) {
    String password = Secrets.password();
    String settings =
        """
        bind 127.0.0.1
        port %d
        requirepass %s
        save ""
        appendonly no
        maxmemory 256mb
        maxmemory-policy allkeys-lru
        """
            .formatted(port, password);
    Path file = work.path().resolve("redis-" + port + ".conf");
    List<String> command = List.of(executable.toString(), file.toString());
    Program program = Program.of("redis", command, work.path()).on(cpus);
    Supplier<Child> start = () -> start(program, file, settings, children);
    return new Server(start.get(), port, password, start);
  }

  /** Settings hold the password: their file is there only while they are read. */
  private static Child start(Program program, Path file, String settings, Children children) {
    try {
      Secrets.write(file, settings);
      try {
        return children.start(program, server -> server.await(READY, START_DEADLINE));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Redis' settings could not be written", e);
    }
  }
}
