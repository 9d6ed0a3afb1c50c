package chaos.faults;

import chaos.undo.OwnProgram;
import chaos.undo.Undo;
import environments.DatabaseAccess;
import environments.Part;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Somebody else's transaction holds the rows that learners write to: every write waits for it with
 * a connection in its hands, until a pod has none left.
 */
final class PoolExhausted implements Fault {
  private static final int WAITING_SHOWN = 3;

  @Override
  public String name() {
    return "pool-exhausted";
  }

  @Override
  public String summary() {
    return "a transaction locks what learners write, so that pods run out of connections";
  }

  @Override
  public Optional<String> refusal(Site site) {
    return site.database().isEmpty()
        ? Optional.of("the database of %s can't be reached from here".formatted(site.environment()))
        : site.refusal(Part.Kind.DATABASE);
  }

  @Override
  public Injection prepare(Site site, SplittableRandom random) {
    return new Lock(site.database().orElseThrow());
  }

  private static Connection connect(DatabaseAccess access) throws SQLException {
    return DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
  }

  /** Another process holds the lock, so that it can be ended whatever becomes of this one. */
  private static final class Lock implements Injection {
    private final DatabaseAccess access;
    private final MarkedProgram holder = MarkedProgram.of("lock");

    Lock(DatabaseAccess access) {
      this.access = access;
    }

    @Override
    public String target() {
      return "database";
    }

    @Override
    public List<Undo> undos() {
      return List.of(holder.undo());
    }

    @Override
    public Witness witness() {
      return new Waiting(access);
    }

    @Override
    public void inject() throws FaultFailed {
      try {
        Class<?> driver = DriverManager.getDriver(access.jdbcUrl()).getClass();
        List<String> command = new ArrayList<>(OwnProgram.command(LockHolder.class, driver));
        command.add(holder.mark());
        Process process =
            holder.start(
                command, LockHolder.settings(access.jdbcUrl(), access.user(), access.password()));
        String said = process.inputReader().readLine();
        if (!LockHolder.LOCKED.equals(said)) {
          throw new FaultFailed("the rows can't be locked: " + said);
        }
      } catch (SQLException | IOException e) {
        throw new FaultFailed("the rows can't be locked: " + e.getMessage(), e);
      }
    }
  }

  /** Asks the server how many of its connections are at work on one statement. */
  private record Waiting(DatabaseAccess access) implements Witness {
    private static final String SQL =
        "SELECT COUNT(*) FROM information_schema.processlist"
            + " WHERE command <> 'Sleep' AND id <> CONNECTION_ID() AND time >= 1";

    @Override
    public String source() {
      return "the server's list of its connections";
    }

    @Override
    public String look() {
      try (Connection connection = connect(access);
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(SQL)) {
        row.next();
        return row.getInt(1) + " connections wait for a second or longer";
      } catch (SQLException e) {
        return "the server does not answer: " + e.getMessage();
      }
    }

    @Override
    public boolean fired(String before, String during) {
      return waiting(during) - waiting(before) >= WAITING_SHOWN;
    }

    private static int waiting(String seen) {
      String first = seen.substring(0, seen.indexOf(' '));
      return first.chars().allMatch(Character::isDigit) ? Integer.parseInt(first) : 0;
    }
  }
}
