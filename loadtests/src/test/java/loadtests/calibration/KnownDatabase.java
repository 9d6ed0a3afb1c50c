package loadtests.calibration;

import java.sql.SQLException;
import java.util.Objects;
import loadtests.audit.AuditedDatabase;
import loadtests.calibration.Behaviours.Forgetful;
import org.jspecify.annotations.Nullable;

/** A real database for the server that forgets, holding one open attempt to save answers in. */
final class KnownDatabase {
  private final AuditedDatabase database = AuditedDatabase.shared();
  private @Nullable Forgetful last;

  /** A server that saves into it, anew. */
  Forgetful server() {
    try {
      database.empty();
      database.execute(
          "INSERT INTO attempts "
              + AuditedDatabase.ATTEMPT
              + " VALUES (1, 5, 1, 1, 0, UTC_TIMESTAMP(3), NULL, NULL, NULL, NULL)");
      var server = new Forgetful(KnownCase.FORGETTING_EACH, database::open);
      last = server;
      return server;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server that was made last. */
  Forgetful lastServer() {
    return Objects.requireNonNull(last, "no server was made");
  }

  /** A JDBC address of it. */
  String url() {
    return database.url();
  }
}
