package chaos.faults;

import environments.AnyCertificate;
import environments.DatabaseAccess;
import environments.Link;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/** Little fits through a link at a time. */
final class Narrow extends LinkFault {
  private static final int LATER_MILLIS = 150;
  private static final Duration PAGE_TIME_OUT = Duration.ofSeconds(5);

  private final int kilobytesPerSecond;

  Narrow(String link, int kilobytesPerSecond) {
    super(link, "narrow", "answers come at %d KB a second".formatted(kilobytesPerSecond));
    this.kilobytesPerSecond = kilobytesPerSecond;
  }

  @Override
  Toxic toxic(SplittableRandom random) {
    return new Toxic("bandwidth", "downstream", "\"rate\":" + kilobytesPerSecond);
  }

  @Override
  Witness witness(Site site, Link found) {
    return new Transfer(found.name(), transfer(site, found));
  }

  /** Something that is long enough to be late; a first answer alone is too short. */
  private static Callable<Integer> transfer(Site site, Link found) {
    String address = found.listen().getHostString() + ":" + found.listen().getPort();
    if (found.name().equals("database") && site.database().isPresent()) {
      DatabaseAccess access = site.database().get();
      String url = access.jdbcUrl().replaceFirst("//[^/]+/", "//" + address + "/");
      return () -> value(url, access);
    }
    String scheme = site.environment().equals("embedded") ? "http" : "https";
    return () -> page(URI.create(scheme + "://" + address + "/static/style.css"));
  }

  private static int value(String url, DatabaseAccess access) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url, access.user(), access.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT REPEAT('x', 65536)")) {
      row.next();
      return row.getString(1).length();
    }
  }

  private static int page(URI address) throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(AnyCertificate.context())
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(PAGE_TIME_OUT).build();
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body().length;
    }
  }

  /**
   * Fetches something through the link.
   *
   * @param what answers with the bytes that came
   */
  private record Transfer(String link, Callable<Integer> what) implements Witness {
    @Override
    public String source() {
      return "a transfer of our own over link " + link;
    }

    @Override
    public String look() throws InterruptedException {
      long began = System.nanoTime();
      try {
        int bytes = what.call();
        return "%d ms for %d bytes".formatted((System.nanoTime() - began) / 1_000_000, bytes);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        return "no answer: " + e.getMessage();
      }
    }

    @Override
    public boolean fired(String before, String during) {
      return millis(during) - millis(before) >= LATER_MILLIS;
    }

    /** What could not be fetched shows nothing. */
    private static long millis(String seen) {
      return seen.startsWith("no") ? 0 : Witness.number(seen);
    }
  }
}
