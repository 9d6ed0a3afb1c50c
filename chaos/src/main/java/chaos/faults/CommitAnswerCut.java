package chaos.faults;

import chaos.cut.CommitCut;
import chaos.cut.CutProxy;
import environments.DatabaseAccess;
import environments.Link;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The commit-acknowledgement cut: pods lose their connection after the database has committed and
 * before they hear of it, at every n-th write. Exactly here double effects are born.
 */
final class CommitAnswerCut implements Fault {
  private static final int EVERY_MIN = 5;
  private static final int EVERY_MAX = 12;

  @Override
  public String name() {
    return "commit-answer-cut";
  }

  @Override
  public String summary() {
    return "every n-th commit is done and its answer lost on the way to the pod";
  }

  @Override
  public Optional<String> refusal(Site site) {
    return site.link("database").isEmpty() || site.database().isEmpty()
        ? Optional.of(
            "environment %s has no link to the database that can be led through a proxy"
                .formatted(site.environment()))
        : Optional.empty();
  }

  @Override
  public Injection prepare(Site site, SplittableRandom random) {
    Link link = site.link("database").orElseThrow();
    DatabaseAccess access = site.database().orElseThrow();
    // The address without the part that is JDBC's own.
    URI server = URI.create(access.jdbcUrl().substring("jdbc:".length()));
    var cut = new CommitCut(random.nextInt(EVERY_MIN, EVERY_MAX), CommitAnswerCut::isWrite);
    var witness = new AbortedWitness(access);
    var address = new InetSocketAddress(server.getHost(), server.getPort());
    return new CutFault(link, List.of(address)) {
      @Override
      CutProxy proxy(InetAddress local, List<InetSocketAddress> upstream) {
        return cut.proxy(local, upstream.getFirst());
      }

      @Override
      void arm() {
        witness.noted();
        cut.arm();
      }

      @Override
      public Witness witness() {
        return witness;
      }
    };
  }

  private static boolean isWrite(String sql) {
    String statement = sql.stripLeading().toLowerCase(Locale.ROOT);
    return statement.startsWith("insert")
        || statement.startsWith("update")
        || statement.startsWith("delete")
        || statement.startsWith("replace");
  }

  /**
   * Asks the server how many connections were aborted, which those that were cut are. Those that
   * were made anew to lead through the proxy are not counted: it looks again just before that cuts.
   */
  private static final class AbortedWitness implements Witness {
    private static final String SINCE = " aborted since the proxy may cut";

    private final DatabaseAccess access;
    private volatile @Nullable Long noted;

    AbortedWitness(DatabaseAccess access) {
      this.access = access;
    }

    void noted() {
      noted = aborted();
    }

    @Override
    public String source() {
      return "the server's count of aborted connections";
    }

    @Override
    public String look() {
      Long before = noted;
      return before == null
          ? aborted() + " aborted so far"
          : Math.max(0, aborted() - before) + SINCE;
    }

    @Override
    public boolean fired(String before, String during) {
      return during.endsWith(SINCE) && !during.startsWith("0 ");
    }

    private long aborted() {
      try (Connection connection =
              DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Aborted_clients'")) {
        return row.next() ? row.getLong(2) : 0;
      } catch (SQLException e) {
        return 0;
      }
    }
  }
}
