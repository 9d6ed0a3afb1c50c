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
    return new Transfer(found.name(), kilobytesPerSecond, transfer(site, found));
  }

  /** Something that is long enough to be slow; a first answer alone is too short. */
  private static Callable<Fetched> transfer(Site site, Link found) {
    String address = found.listen().getHostString() + ":" + found.listen().getPort();
    if (found.name().equals("database") && site.database().isPresent()) {
      DatabaseAccess access = site.database().get();
      String url = access.jdbcUrl().replaceFirst("//[^/]+/", "//" + address + "/");
      return () -> value(url, access);
    }
    String scheme = site.environment().equals("embedded") ? "http" : "https";
    return () -> page(URI.create(scheme + "://" + address + "/static/style.css"));
  }

  /** What came, and how long it took. */
  record Fetched(long bytes, long millis) {
    static Fetched since(long nanos, long bytes) {
      return new Fetched(bytes, Math.max(1, (System.nanoTime() - nanos) / 1_000_000));
    }
  }

  private static Fetched value(String url, DatabaseAccess access) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url, access.user(), access.password());
        Statement statement = connection.createStatement()) {
      long began = System.nanoTime();
      try (ResultSet row = statement.executeQuery("SELECT REPEAT('x', 65536)")) {
        row.next();
        return Fetched.since(began, row.getString(1).length());
      }
    }
  }

  private static Fetched page(URI address) throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(AnyCertificate.context())
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(PAGE_TIME_OUT).build();
      long began = System.nanoTime();
      byte[] page = client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
      return Fetched.since(began, page.length);
    }
  }

  /**
   * Fetches something through the link, and sees how fast it comes: the fastest of three transfers,
   * as a busy machine delays some and a narrow link all of them.
   *
   * @param kilobytesPerSecond how fast the link is while it is narrow
   */
  record Transfer(String link, int kilobytesPerSecond, Callable<Fetched> fetching)
      implements Witness {
    private static final int ATTEMPTS = 3;
    private static final String NONE = "no answer: ";

    /** How much faster a transfer may seem than the link is: buffers take some at once. */
    private static final double NARROW = 1.5;

    /** How much faster one is at least while nothing is wrong. */
    private static final double WIDE = 2;

    @Override
    public String source() {
      return "transfers of our own over link " + link;
    }

    @Override
    public String look() throws InterruptedException {
      String fastest = transfer();
      for (int i = 1; i < ATTEMPTS && rate(fastest) < WIDE * kilobytesPerSecond; i++) {
        String next = transfer();
        fastest = rate(next) > rate(fastest) ? next : fastest;
      }
      return fastest;
    }

    private String transfer() throws InterruptedException {
      try {
        Fetched fetched = fetching.call();
        long rate = fetched.bytes() / fetched.millis();
        return "%d KB a second: %d bytes in %d ms"
            .formatted(rate, fetched.bytes(), fetched.millis());
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        return NONE + e.getMessage();
      }
    }

    @Override
    public boolean fired(String before, String during) {
      return rate(before) >= WIDE * kilobytesPerSecond
          && !during.startsWith(NONE)
          && rate(during) <= NARROW * kilobytesPerSecond;
    }

    /** What could not be fetched came at no rate. */
    private static long rate(String seen) {
      return seen.startsWith(NONE) ? 0 : Witness.number(seen);
    }
  }
}
